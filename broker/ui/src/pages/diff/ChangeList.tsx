import type { Change } from '@tallystick/client'
import { ArrowRight } from 'lucide-react'
import { MarkOf } from '../../components/StateMark.tsx'
import { effectMarks, kindNames } from './marks.ts'
import css from './ChangeList.module.css'

/** What was said and what is; the texts are those of the rule. */
function Values({ before, after }: Change) {
  return (
    <p className={css.values}>
      {before !== undefined && (
        <del>
          <span className="visually-hidden">Before: </span>
          {before}
        </del>
      )}
      {before !== undefined && after !== undefined && <ArrowRight size={14} aria-hidden />}
      {after !== undefined && (
        <ins>
          <span className="visually-hidden">After: </span>
          {after}
        </ins>
      )}
    </p>
  )
}

/** Each change with what it is to the provider, and why. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className={css.changes}>
      {changes.map((change, index) => (
        <li key={index}>
          <span className={css.mark}>
            <MarkOf {...effectMarks[change.effect]} />
          </span>
          <div className={css.words}>
            <p className={css.place}>
              {change.part} {change.path && <code>{change.path}</code>} {kindNames[change.kind].toLowerCase()}
            </p>
            {change.part !== 'Interaction' && <Values {...change} />}
            <p className={css.why}>{change.why}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
