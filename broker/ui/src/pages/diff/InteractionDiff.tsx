import type { Change, InteractionChanges } from '@tallystick/client'
import { useState } from 'react'
import { MarkOf } from '../../components/StateMark.tsx'
import { ChangeList } from './ChangeList.tsx'
import { Lines } from './Lines.tsx'
import { readableJson } from './lines.ts'
import { effectMarks, kindIcons, kindNames } from './marks.ts'
import css from './InteractionDiff.module.css'

interface InteractionDiffProps {
  readonly interaction: InteractionChanges
  /** Those of its changes that are looked at. */
  readonly changes: readonly Change[]
  readonly isSideBySide: boolean
  /** Its text is there from the start. */
  readonly isOpen: boolean
}

function statesText(states: readonly string[]): string {
  return states.length === 0 ? '' : `Given ${states.join(' and ')}`
}

/** An interaction that is new, gone or other: what it is to the provider, why, and its text line by line. */
export function InteractionDiff({ interaction, changes, isSideBySide, isOpen }: InteractionDiffProps) {
  const [hasLines, setLines] = useState(isOpen)
  const { kind, description, call, states, effect, before, after } = interaction
  const Icon = kindIcons[kind]
  return (
    <section className={css.interaction} aria-label={description}>
      <div className={css.title}>
        <h2>{description}</h2>
        <MarkOf {...effectMarks[effect]} />
      </div>
      <p className={css.facts}>
        <span className={css.kind}>
          <Icon size={14} aria-hidden /> {kindNames[kind]}
        </span>
        {call && <code>{call}</code>}
        {states.length > 0 && <span>{statesText(states)}</span>}
      </p>
      <ChangeList changes={changes} />
      <details open={isOpen} onToggle={({ currentTarget }) => setLines(currentTarget.open)}>
        <summary>Line by line</summary>
        {hasLines && (
          <Lines
            before={readableJson(before)}
            after={readableJson(after)}
            isSideBySide={isSideBySide && kind === 'changed'}
            label={`${description}, line by line`}
          />
        )}
      </details>
    </section>
  )
}
