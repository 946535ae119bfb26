import { integrationStates } from '@tallystick/client/wire'
import { stateMarks } from '../../components/StateMark.tsx'
import type { Pair } from './estate.ts'
import type { Grouping, Marks } from './groups.ts'
import drawing from './Drawing.module.css'
import css from './Legend.module.css'

interface LegendProps {
  readonly pairs: readonly Pair[]
  readonly marks: Marks | undefined
}

const groupNames: Readonly<Record<Grouping, string>> = { label: 'Labels', team: 'Teams' }

const nobodyHas: Readonly<Record<Grouping, string>> = {
  label: 'No application here has a label.',
  team: 'No application here belongs to a team.',
}

/** What the lines say; and the letters, where boxes have some. */
export function Legend({ pairs, marks }: LegendProps) {
  return (
    <div className={css.legend}>
      <ul aria-label="Lines" data-colour={marks ? 'group' : 'state'}>
        {integrationStates.map((state) => {
          const { name, says, icon: Icon } = stateMarks[state]
          return (
            <li key={state} title={says}>
              <svg width="48" height="16" className={`${drawing.lines} ${drawing[state]}`} aria-hidden>
                <path className={drawing.line} d="M0 8H40" />
                <path className={drawing.head} d="M48 8l-9 -4.5v9z" />
                {state !== 'verified' && (
                  <g className={drawing.sign}>
                    <circle cx="20" cy="8" r="8" />
                    <Icon x={13} y={1} size={14} />
                  </g>
                )}
              </svg>
              {name} <span className={css.count}>{pairs.filter((pair) => pair.state === state).length}</span>
            </li>
          )
        })}
      </ul>
      {marks && (
        <ul aria-label={groupNames[marks.by]}>
          {marks.all.map(({ name, letter, count }) => (
            <li key={name}>
              <svg width="20" height="20" className={drawing.application} data-letter={letter} aria-hidden>
                <rect className={drawing.stripe} width="20" height="20" rx="4" />
                <text className={drawing.letter} x="10" y="10" dy="0.36em">
                  {letter}
                </text>
              </svg>
              {name} <span className={css.count}>{count}</span>
            </li>
          ))}
          {marks.all.length === 0 ? (
            <li>{nobodyHas[marks.by]}</li>
          ) : (
            marks.others > 0 && (
              <li>
                Others <span className={css.count}>{marks.others}</span>
              </li>
            )
          )}
        </ul>
      )}
    </div>
  )
}
