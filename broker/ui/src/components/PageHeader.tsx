import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'
import css from './PageHeader.module.css'

interface PageHeaderProps {
  readonly title: string
  /** What the page is about, above the title: the way back, as links. */
  readonly above?: ReactNode
  /** One sentence, or facts, below the title. */
  readonly children?: ReactNode
  /** What one can do here. */
  readonly actions?: ReactNode
}

/** The title of a page, which is that of the document as well. */
export function PageHeader({ title, above, children, actions }: PageHeaderProps) {
  useTitle(title)
  return (
    <div className={css.header}>
      <div className={css.words}>
        {above && <p className={css.above}>{above}</p>}
        <h1>{title}</h1>
        {children && <div className={css.facts}>{children}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
