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
      className={`${css.cell} ${css[outcome]}`}
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

/** Rows are the consumer's versions, columns the provider's; the newest are first on both sides. */
export function Grid({ grid }: { readonly grid: MatrixGrid }) {
  const { consumer, provider } = grid
  const [entry, setEntry] = useState<Place>({ row: 0, column: 0 })
  const [open, setOpen] = useState<CellOfMatrix & { readonly place: Place }>()
  const trigger = useRef<HTMLElement>(null)
  const resultOf = resultFinder(grid)
  // A provider that has verified nothing still has one column, which says so.
  const columns = provider.versions.length === 0 ? [undefined] : provider.versions
  const size = { rows: consumer.versions.length, columns: columns.length }
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const place = placeAfter(event.key, entry, size)
    if (!place) return
    event.preventDefault()
    setEntry(place)
    const cell = event.currentTarget.querySelector(`[data-row="${place.row}"][data-column="${place.column}"]`)
    if (cell instanceof HTMLElement) cell.focus()
  }
  return (
    <div className={css.scroll} role="region" aria-label="Results by versions">
      <table role="grid" className={css.grid} onKeyDown={move} aria-label={`${consumer.name} and ${provider.name}`}>
        <thead>
          <tr>
            <td className={css.corner}>
              <span>{provider.name} →</span>
              <span>{consumer.name} ↓</span>
            </td>
            {columns.map((version) => (
              <th key={version?.number ?? ''} scope="col">
                {version ? <VersionFacts {...version} /> : <span className={css.none}>No version yet</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {consumer.versions.map(({ number, branch, environments }, row) => (
            <tr key={number}>
              <th scope="row">
                <VersionFacts number={number} branch={branch} environments={environments} />
              </th>
              {columns.map((version, column) => {
                const place = { row, column }
                const result = version && resultOf(number, version.number)
                const at = {
                  consumer: consumer.name,
                  provider: provider.name,
                  version: number,
                  providerVersion: version?.number,
                }
                return (
                  <td key={version?.number ?? ''}>
                    <Cell
                      label={`${consumer.name} ${number}, ${provider.name} ${version?.number ?? ''}`}
                      outcome={result ? (result.success ? 'verified' : 'failed') : 'unverified'}
                      place={place}
                      isEntry={entry.row === row && entry.column === column}
                      isOpen={open?.place.row === row && open.place.column === column}
                      onPress={(cell) => {
                        trigger.current = cell
                        setEntry(place)
                        setOpen({ ...at, place })
                      }}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {open && <Explanation at={cellOf(open)} trigger={trigger} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

const cellOf = ({ consumer, provider, version, providerVersion }: CellOfMatrix): CellOfMatrix => ({
  consumer,
  provider,
  version,
  providerVersion,
})
