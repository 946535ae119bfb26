import { memo } from 'react'
import { shortened } from './drawn.ts'
import type { Application } from './estate.ts'
import type { Mark } from './groups.ts'
import { BOX_HEIGHT, type Box } from './layout.ts'
import css from './Drawing.module.css'

const STRIPE = 17

function saidOf({ name, consumers, providers, labels, team }: Application): string {
  const failed = [...consumers, ...providers].filter(({ state }) => state === 'failed').length
  const facts = [
    name,
    `${consumers.length} ${consumers.length === 1 ? 'consumer' : 'consumers'}`,
    `${providers.length} ${providers.length === 1 ? 'provider' : 'providers'}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(team === null ? [] : [`team ${team}`]),
    ...(labels.length > 0 ? [`labels ${labels.join(' and ')}`] : []),
  ]
  return facts.join(', ')
}

interface ApplicationBoxProps {
  readonly application: Application
  readonly box: Box
  readonly mark: Mark | undefined
  readonly isWritten: boolean
  /** The one that the Tab key leads to. */
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly isFocus: boolean
  readonly isFound: boolean
}

export const ApplicationBox = memo(function ApplicationBox(props: ApplicationBoxProps) {
  const { application, box, mark, isWritten, isCurrent, isSelected, isFocus, isFound } = props
  const left = -box.width / 2
  return (
    <g
      className={css.application}
      data-name={application.name}
      data-letter={mark?.letter}
      data-written={isWritten || undefined}
      data-focus={isFocus || undefined}
      data-found={isFound || undefined}
      role="button"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={saidOf(application)}
      aria-pressed={isSelected}
      transform={`translate(${box.x} ${box.y})`}
    >
      <rect className={css.box} x={left} y={-BOX_HEIGHT / 2} width={box.width} height={BOX_HEIGHT} rx="6" />
      {mark && (
        <>
          <path
            className={css.stripe}
            d={`M${left + 6} -14h${STRIPE - 6}v28h${6 - STRIPE}a6 6 0 0 1 -6 -6v-16a6 6 0 0 1 6 -6z`}
          />
          <text className={css.letter} x={left + STRIPE / 2} dy="0.36em">
            {mark.letter}
          </text>
        </>
      )}
    </g>
  )
})

interface NamesProps {
  readonly names: readonly string[]
  readonly boxes: readonly Box[]
  readonly written: ReadonlySet<string>
  readonly size: number
  readonly found: ReadonlySet<string> | undefined
  readonly letters: ReadonlyMap<string, string | undefined> | undefined
}

/** Over all boxes, since from afar names are larger than theirs. */
export const Names = memo(function Names({ names, boxes, written, size, found, letters }: NamesProps) {
  return (
    <g className={css.names} fontSize={size} aria-hidden>
      {names.map((name, place) => {
        const { x, y } = boxes[place] ?? { x: 0, y: 0 }
        return (
          <text
            key={name}
            x={x}
            y={y}
            dy="0.35em"
            data-written={written.has(name) || undefined}
            data-found={found?.has(name) || undefined}
            data-letter={letters?.get(name)}
          >
            {shortened(name)}
          </text>
        )
      })}
    </g>
  )
})
