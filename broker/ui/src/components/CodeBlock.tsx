import { Suspense, lazy } from 'react'
import css from './CodeBlock.module.css'
import type { Language } from './highlighting.tsx'

interface CodeBlockProps {
  readonly text: string
  readonly label: string
  /** Text stays as it is without one. */
  readonly language?: Language | undefined
  /** How it looks, where it stands in something of its own. */
  readonly className?: string | undefined
}

// Most pages show no code: the highlighter comes with the first that does, and the text is there before it.
const Highlighted = lazy(() => import('./highlighting.tsx').then(({ Highlighted }) => ({ default: Highlighted })))

/** Text of a machine, to be scrolled in and read by people. */
export function CodeBlock({ text, label, language, className = css.code }: CodeBlockProps) {
  return (
    <pre className={className} tabIndex={0} role="region" aria-label={label}>
      <code>
        {language ? (
          <Suspense fallback={text}>
            <Highlighted text={text} language={language} />
          </Suspense>
        ) : (
          text
        )}
      </code>
    </pre>
  )
}
