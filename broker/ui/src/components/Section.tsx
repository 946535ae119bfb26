import { type ReactNode, useId } from 'react'
import css from './Section.module.css'

interface SectionProps {
  readonly title: string
  /** What one can do here, beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page that is called as its title says. */
export function Section({ title, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.heading}>
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
