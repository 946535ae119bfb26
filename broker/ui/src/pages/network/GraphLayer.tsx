import { type RefObject, useMemo } from 'react'
import { ApplicationBox, Names } from './Applications.tsx'
import type { Drawn } from './drawn.ts'
import type { Estate } from './estate.ts'
import { type Marks, markOf } from './groups.ts'
import type { Arrangement, Box } from './layout.ts'
import { Lines } from './Lines.tsx'
import css from './Drawing.module.css'

/** What is drawn, and what of it stands out. */
export interface Shown {
  readonly estate: Estate
  readonly drawn: Drawn
  readonly arrangement: Arrangement
  readonly focus: string | undefined
  readonly selected: string | undefined
  /** None, when nothing is looked for. */
  readonly found: ReadonlySet<string> | undefined
  /** None, when states are told by colour. */
  readonly marks: Marks | undefined
}

interface GraphLayerProps {
  readonly layer: RefObject<SVGGElement | null>
  readonly shown: Shown
  readonly boxes: ReadonlyMap<string, Box>
  /** The one whose lines stand out. */
  readonly active: string | undefined
  /** The one that the Tab key leads to. */
  readonly current: string | undefined
  readonly names: { readonly written: ReadonlySet<string>; readonly size: number }
}

/** All that moves together: lines, boxes over them, names over these. */
export function GraphLayer({ layer, shown, boxes, active, current, names }: GraphLayerProps) {
  const { estate, drawn, arrangement, focus, selected, found, marks } = shown
  const letters = useMemo(
    () =>
      marks &&
      new Map([...estate.values()].map((application) => [application.name, markOf(application, marks)?.letter])),
    [estate, marks],
  )
  return (
    <g ref={layer} data-layer="">
      <g className={css.all}>
        <Lines pairs={drawn.pairs} routes={arrangement.routes} />
      </g>
      {active !== undefined && <Lines pairs={drawn.pairs} routes={arrangement.routes} only={active} />}
      {[...boxes].map(([name, box]) => {
        const application = estate.get(name)
        return (
          application && (
            <ApplicationBox
              key={name}
              application={application}
              box={box}
              mark={marks && markOf(application, marks)}
              isWritten={names.written.has(name)}
              isCurrent={name === current}
              isSelected={name === selected}
              isFocus={name === focus}
              isFound={found?.has(name) ?? false}
            />
          )
        )
      })}
      <Names
        names={drawn.names}
        boxes={arrangement.boxes}
        written={names.written}
        size={names.size}
        found={found}
        letters={letters}
      />
    </g>
  )
}
