import { type RefObject, useMemo } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { drawnOf } from './drawn.ts'
import type { Estate } from './estate.ts'
import { Graph, type GraphHandle } from './Graph.tsx'
import { marksBy } from './groups.ts'
import { Legend } from './Legend.tsx'
import type { NetworkSearch } from './search.ts'
import { useArrangement } from './use-arrangement.ts'
import css from './Network.module.css'

interface GraphViewProps {
  readonly handle: RefObject<GraphHandle | null>
  readonly estate: Estate
  readonly search: NetworkSearch
  readonly found: ReadonlySet<string> | undefined
  readonly onSelect: (name: string) => void
  readonly onFocus: (name: string) => void
}

export function GraphView({ handle, estate, search, found, onSelect, onFocus }: GraphViewProps) {
  const { environment, label, team, focus, steps, direction, selected, colour } = search
  const drawn = useMemo(() => drawnOf(estate), [estate])
  const { shown, isBusy } = useArrangement(drawn, JSON.stringify([environment, label, team, focus, steps, direction]))
  const marks = useMemo(
    () => (colour === 'label' || colour === 'team' ? marksBy(colour, [...estate.values()]) : undefined),
    [colour, estate],
  )
  const drawing = <p role="status">{isBusy && `Drawing ${drawn.names.length} applications`}</p>
  if (!shown) {
    return (
      <div className={css.note}>
        {drawing}
        <Loading />
      </div>
    )
  }
  return (
    <div className={css.drawing} aria-busy={isBusy}>
      <div className={css.busy}>{drawing}</div>
      <Graph
        handle={handle}
        shown={{ estate, drawn: shown.drawn, arrangement: shown.arrangement, focus, selected, found, marks }}
        question={shown.question}
        onSelect={onSelect}
        onFocus={onFocus}
      />
      <Legend pairs={drawn.pairs} marks={marks} />
    </div>
  )
}
