import type { CellOfMatrix } from '@tallystick/client'
import type { MatrixGrid } from '@tallystick/client/wire'
import { CircleCheck, CircleX } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Explanation } from './Explanation.tsx'
import { type Place, placeAfter, resultFinder } from './grid-cells.ts'
import { VersionFacts } from './VersionFacts.tsx'
import css from './Grid.module.css'

const outcomes = {
  verified: { name: 'Verified', icon: CircleCheck },
  failed: { name: 'Failed', icon: CircleX },
  unverified: { name: 'Not verified', icon: undefined },
} as const

type Outcome = keyof typeof outcomes

interface CellProps {
  readonly label: string
  readonly outcome: Outcome
  readonly place: Place
  /** Tab comes to one cell only; from there the arrow keys lead on. */
  readonly isEntry: boolean
  readonly isOpen: boolean
  readonly onPress: (cell: HTMLElement) => void
}

function Cell({ label, outcome, place, isEntry, isOpen, onPress }: CellProps) {
  const { name, icon: Icon } = outcomes[outcome]
  return (
    <button
      type="button"
      className={css.cell}
      aria-label={`${label}: ${name}`}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      tabIndex={isEntry ? 0 : -1}
      data-row={place.row}
      data-column={place.column}
      onClick={({ currentTarget }) => onPress(currentTarget)}
    >
      {Icon ? (
        <>
          <Icon size={16} aria-hidden /> {name}
        </>
      ) : (
        '–'
      )}
    </button>
  )
}

type ProviderVersion = MatrixGrid['provider']['versions'][number]

interface HeadProps {
  readonly grid: MatrixGrid
  readonly columns: readonly (ProviderVersion | undefined)[]
}

function Head({ grid: { consumer, provider }, columns }: HeadProps) {
  return (
    <thead>
      <tr>
        <td className={css.corner}>
          <span>{provider.name} →</span>
          <span>{consumer.name} ↓</span>
        </td>
        {columns.map((version) => (
          <th key={version?.number ?? ''} scope="col">
            {version ? <VersionFacts {...version} isColumn /> : <span className={css.none}>No version yet</span>}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface Open {
  readonly at: CellOfMatrix
  readonly place: Place
}

interface RowProps extends HeadProps {
  readonly row: number
  readonly resultOf: ReturnType<typeof resultFinder>
  readonly entry: Place
  readonly open: Open | undefined
  readonly onOpen: (open: Open, cell: HTMLElement) => void
}

const isAt = (place: Place | undefined, row: number, column: number) => place?.row === row && place.column === column

function Row({ grid: { consumer, provider }, columns, row, resultOf, entry, open, onOpen }: RowProps) {
  const version = consumer.versions[row]
  if (!version) return null
  return (
    <tr>
      <th scope="row">
        <VersionFacts {...version} isColumn />
      </th>
      {columns.map((other, column) => {
        const place = { row, column }
        const result = other && resultOf(version.number, other.number)
        const at = {
          consumer: consumer.name,
          provider: provider.name,
          version: version.number,
          providerVersion: other?.number,
        }
        const outcome = result ? (result.success ? 'verified' : 'failed') : 'unverified'
        return (
          <td key={other?.number ?? ''} className={css[outcome]}>
            <Cell
              label={`${at.consumer} ${at.version}, ${at.provider} ${other?.number ?? ''}`}
              outcome={outcome}
              place={place}
              isEntry={isAt(entry, row, column)}
              isOpen={isAt(open?.place, row, column)}
              onPress={(cell) => onOpen({ at, place }, cell)}
            />
          </td>
        )
      })}
    </tr>
  )
}

/** Rows are the consumer's versions, columns the provider's; the newest are first on both sides. */
export function Grid({ grid }: { readonly grid: MatrixGrid }) {
  const { consumer, provider } = grid
  const [entry, setEntry] = useState<Place>({ row: 0, column: 0 })
  const [open, setOpen] = useState<Open>()
  const trigger = useRef<HTMLElement>(null)
  const resultOf = resultFinder(grid)
  // A provider that has verified nothing still has one column, which says so.
  const columns = provider.versions.length === 0 ? [undefined] : provider.versions
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const place = placeAfter(event.key, entry, { rows: consumer.versions.length, columns: columns.length })
    if (!place) return
    event.preventDefault()
    setEntry(place)
    const cell = event.currentTarget.querySelector(`[data-row="${place.row}"][data-column="${place.column}"]`)
    if (cell instanceof HTMLElement) cell.focus()
  }
  const show = (shown: Open, cell: HTMLElement) => {
    trigger.current = cell
    setEntry(shown.place)
    setOpen(shown)
  }
  return (
    <div className={css.scroll} role="region" aria-label="Results by versions">
      <table role="grid" className={css.grid} onKeyDown={move} aria-label={`${consumer.name} and ${provider.name}`}>
        <Head grid={grid} columns={columns} />
        <tbody>
          {consumer.versions.map(({ number }, row) => (
            <Row key={number} {...{ grid, columns, row, resultOf, entry, open }} onOpen={show} />
          ))}
        </tbody>
      </table>
      {open && <Explanation at={open.at} trigger={trigger} onClose={() => setOpen(undefined)} />}
    </div>
  )
}
