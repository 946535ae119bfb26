import { Check, Download } from 'lucide-react'
import { useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../components/Button.tsx'
import css from '../../components/menu.module.css'

interface ExportMenuProps {
  /** None where there is no drawing. */
  readonly onSvg: (() => void) | undefined
  readonly mermaid: () => string
  readonly onMermaidFile: () => void
}

const SHOWN_MS = 2000

export function ExportMenu({ onSvg, mermaid, onMermaidFile }: ExportMenuProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(mermaid())
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <MenuTrigger>
      <Button>
        {isCopied ? <Check size={16} aria-hidden /> : <Download size={16} aria-hidden />}
        <span aria-live="polite">{isCopied ? 'Copied' : 'Export'}</span>
      </Button>
      <Popover placement="bottom end">
        <Menu className={css.menu} aria-label="Export">
          {onSvg && (
            <MenuItem className={css.item} onAction={onSvg}>
              Download as SVG
            </MenuItem>
          )}
          <MenuItem className={css.item} onAction={() => void copy()}>
            Copy as Mermaid
          </MenuItem>
          <MenuItem className={css.item} onAction={onMermaidFile}>
            Download as Mermaid
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
