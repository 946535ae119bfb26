import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useImperativeHandle, useMemo, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { type ArrowKey, nameAt } from './arrows.ts'
import { GraphLayer, type Shown } from './GraphLayer.tsx'
import { BOX_HEIGHT, type Box } from './layout.ts'
import { type Extent, useZoom } from './use-zoom.ts'
import { useWritten } from './use-written.ts'
import css from './Graph.module.css'

/** What can be asked of the drawing from beside it. */
export interface GraphHandle {
  /** The next of those that were found comes into the middle. */
  readonly showNext: () => void
  readonly svg: SVGSVGElement | null
}

interface GraphProps {
  readonly handle: RefObject<GraphHandle | null>
  readonly shown: Shown
  /** Another question is shown whole. */
  readonly question: string
  readonly onSelect: (name: string) => void
  readonly onFocus: (name: string) => void
}

const AROUND = 8
/** Below, boxes are too small for their names. */
const NEAR = 0.75

function extentOf(boxes: readonly Box[]): Extent {
  return {
    left: Math.min(...boxes.map(({ x, width }) => x - width / 2)) - AROUND,
    right: Math.max(...boxes.map(({ x, width }) => x + width / 2)) + AROUND,
    top: Math.min(...boxes.map(({ y }) => y - BOX_HEIGHT / 2)) - AROUND,
    bottom: Math.max(...boxes.map(({ y }) => y + BOX_HEIGHT / 2)) + AROUND,
  }
}

const nameOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<SVGGElement>('[data-name]')?.dataset['name'] : undefined

function withName(target: EventTarget, use: (name: string) => void): void {
  const name = nameOf(target)
  if (name !== undefined) use(name)
}

/** The view of the drawing: what of it is seen, and how large. */
function useView({ drawn, arrangement, selected, found }: Shown, question: string) {
  const { show, bringIntoView, ...zoom } = useZoom()
  const boxes = useMemo(
    () => new Map(arrangement.boxes.map((box, place) => [drawn.names[place] ?? '', box])),
    [drawn, arrangement],
  )
  const showNames = (names: Iterable<string>) => {
    const some = [...names].flatMap((name) => boxes.get(name) ?? [])
    if (some.length > 0) show(extentOf(some))
  }
  const reveal = (name: string | undefined) => {
    const box = name === undefined ? undefined : boxes.get(name)
    if (box) bringIntoView(extentOf([box]))
  }
  const showAll = () => show({ left: 0, top: 0, right: arrangement.width, bottom: arrangement.height })
  useEffect(showAll, [question])
  useEffect(() => showNames(found ?? []), [found])
  // What is told of it beside the drawing takes room.
  useEffect(() => reveal(selected), [selected])
  return { ...zoom, boxes, showAll, showNames, reveal }
}

function nameAfter(name: string | undefined, found: ReadonlySet<string> = new Set()): string | undefined {
  const all = [...found]
  return all[(all.indexOf(name ?? '') + 1) % all.length]
}

const arrowKeys: readonly ArrowKey[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']

type KeyProps = Pick<GraphProps, 'onSelect' | 'onFocus'> & Pick<Shown, 'estate'> & { boxes: ReadonlyMap<string, Box> }

function followKeys(event: KeyboardEvent<SVGSVGElement>, { estate, boxes, onSelect, onFocus }: KeyProps): void {
  const application = estate.get(nameOf(event.target) ?? '')
  if (!application) return
  const arrow = arrowKeys.find((key) => key === event.key)
  if (!arrow && event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  if (event.key === 'Enter') onFocus(application.name)
  else if (!arrow) onSelect(application.name)
  else {
    const next = nameAt(arrow, { application, boxes })
    if (next === undefined) return
    event.currentTarget.querySelector<SVGGElement>(`[data-name="${CSS.escape(next)}"]`)?.focus()
  }
}

export function Graph({ handle, shown, question, onSelect, onFocus }: GraphProps) {
  const { estate, drawn, focus, selected, found, marks } = shown
  const { svg, layer, scale, zoomBy, boxes, showAll, showNames, reveal } = useView(shown, question)
  const [pointed, setPointed] = useState<string>()
  const [reached, setReached] = useState<string>()
  const hint = useId()
  const isDrawn = (name: string | undefined) => name !== undefined && boxes.has(name)
  const active = [pointed, selected].find(isDrawn)
  const names = useWritten(estate, boxes, { scale, looked: [active, focus, selected], found })
  useImperativeHandle(handle, () => ({
    svg: svg.current,
    showNext() {
      const next = nameAfter(pointed, found)
      if (next !== undefined) showNames([next])
      setPointed(next)
    },
  }))
  return (
    <div className={css.graph}>
      <svg
        ref={svg}
        className={css.drawing}
        role="application"
        aria-roledescription="graph"
        aria-label={`Network of ${drawn.names.length} applications`}
        aria-describedby={hint}
        data-zoom={scale < NEAR ? 'far' : 'near'}
        data-colour={marks ? 'group' : 'state'}
        data-active={active === undefined ? undefined : ''}
        data-searching={found ? '' : undefined}
        onKeyDown={(event) => followKeys(event, { estate, boxes, onSelect, onFocus })}
        onClick={({ target }) => withName(target, onSelect)}
        onDoubleClick={({ target }) => withName(target, onFocus)}
        onPointerOver={({ target }) => setPointed(nameOf(target))}
        onPointerLeave={() => setPointed(undefined)}
        onFocus={({ target }) => {
          setReached(nameOf(target))
          setPointed(nameOf(target))
          reveal(nameOf(target))
        }}
        onBlur={() => setPointed(undefined)}
      >
        <GraphLayer
          layer={layer}
          shown={shown}
          boxes={boxes}
          active={active}
          current={[reached, selected, focus].find(isDrawn) ?? drawn.names[0]}
          names={names}
        />
      </svg>
      <Controls onZoom={zoomBy} onAll={showAll} />
      <p id={hint} className="visually-hidden">
        Arrow keys lead to consumers, providers and neighbours. Space tells more of an application, Enter shows only
        what is around it. The table has the same pairs.
      </p>
    </div>
  )
}

interface ControlsProps {
  readonly onZoom: (factor: number) => void
  readonly onAll: () => void
}

function Controls({ onZoom, onAll }: ControlsProps) {
  return (
    <div className={css.controls}>
      <Button look="quiet" aria-label="Zoom in" onPress={() => onZoom(1.5)}>
        <Plus size={18} aria-hidden />
      </Button>
      <Button look="quiet" aria-label="Zoom out" onPress={() => onZoom(1 / 1.5)}>
        <Minus size={18} aria-hidden />
      </Button>
      <Button look="quiet" aria-label="Show all" onPress={onAll}>
        <Maximize size={18} aria-hidden />
      </Button>
    </div>
  )
}
