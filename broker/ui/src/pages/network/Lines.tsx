import { integrationStates } from '@tallystick/client/wire'
import { memo } from 'react'
import { stateMarks } from '../../components/StateMark.tsx'
import { headPath, linePath, middleOf } from './drawn.ts'
import type { Pair } from './estate.ts'
import type { Point } from './layout.ts'
import css from './Drawing.module.css'

interface LinesProps {
  readonly pairs: readonly Pair[]
  readonly routes: readonly (readonly Point[])[]
  /** Those of one application, over all others. */
  readonly only?: string | undefined
}

const ICON = 14

/** One path for all lines of a state: hundreds of lines are moved and scaled as a handful. What wants attention is on top. */
export const Lines = memo(function Lines({ pairs, routes, only }: LinesProps) {
  return integrationStates.toReversed().map((state) => {
    const lines = routes.filter((_, index) => {
      const pair = pairs[index]
      return pair?.state === state && (only === undefined || pair.consumer === only || pair.provider === only)
    })
    if (lines.length === 0) return null
    const { icon: Icon } = stateMarks[state]
    return (
      <g key={state} className={`${css.lines} ${css[state]} ${only === undefined ? '' : css.strong}`}>
        <path className={css.line} d={lines.map(linePath).join('')} />
        <path className={css.head} d={lines.map(headPath).join('')} />
        {state !== 'verified' &&
          lines.map((points) => {
            const { x, y } = middleOf(points)
            return (
              <g key={`${x} ${y}`} className={css.sign}>
                <circle cx={x} cy={y} r={ICON * 0.7} />
                <Icon x={x - ICON / 2} y={y - ICON / 2} size={ICON} aria-hidden />
              </g>
            )
          })}
      </g>
    )
  })
})
