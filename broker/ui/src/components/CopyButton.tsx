import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './Button.tsx'

const SHOWN_MS = 2000

interface CopyButtonProps {
  /** Made when it is asked for. */
  readonly text: () => string
  /** What it copies: "Copy as cURL". */
  readonly children: string
}

/** Copies what is not shown as it is copied. */
export function CopyButton({ text, children }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <Button look="quiet" onPress={() => void copy()}>
      {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      <span aria-live="polite">{isCopied ? 'Copied' : children}</span>
    </Button>
  )
}
