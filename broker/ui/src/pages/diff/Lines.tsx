import { useMemo, useState } from 'react'
import { type Line, type Row, changedPart, compareLines, fold, rowsOf } from './lines.ts'
import css from './Lines.module.css'

interface LinesProps {
  readonly before: string
  readonly after: string
  readonly isSideBySide: boolean
  /** What is compared. */
  readonly label: string
}

/** The text of a line; what is not in the line beside it stands out. */
function Text({ line, beside }: { readonly line: Line; readonly beside?: Line | undefined }) {
  if (line.kind === 'same' || !beside) return line.text
  const [from, to] = changedPart(line.text, beside.text)
  // Two lines that have little in common only stand in the same place.
  if (to - from > line.text.trim().length / 2) return line.text
  return (
    <>
      {line.text.slice(0, from)}
      <mark>{line.text.slice(from, to)}</mark>
      {line.text.slice(to)}
    </>
  )
}

const signs = { same: '', removed: '−', added: '+' } as const
const names = { same: '', removed: 'Removed: ', added: 'Added: ' } as const

function Content({ line, beside }: { readonly line: Line | undefined; readonly beside?: Line | undefined }) {
  if (!line) return <td className={`${css.text} ${css.none}`} />
  return (
    <td className={`${css.text} ${css[line.kind]}`}>
      <span className={css.sign} aria-hidden>
        {signs[line.kind]}
      </span>
      <span className="visually-hidden">{names[line.kind]}</span>
      <code>
        <Text line={line} beside={beside} />
      </code>
    </td>
  )
}

const Number = ({ of }: { readonly of: number | undefined }) => <td className={css.number}>{of}</td>

function BesideRow({ row: { before, after } }: { readonly row: Row }) {
  return (
    <tr>
      <Number of={before?.before} />
      <Content line={before} beside={after} />
      <Number of={after?.after} />
      <Content line={after} beside={before} />
    </tr>
  )
}

function BelowRow({ line, beside }: { readonly line: Line; readonly beside: Line | undefined }) {
  return (
    <tr>
      <Number of={line.before} />
      <Number of={line.after} />
      <Content line={line} beside={beside} />
    </tr>
  )
}

/** Each line once; what stands beside it side by side is still known. */
function unfoldRows(rows: readonly Row[]): readonly { readonly line: Line; readonly beside: Line | undefined }[] {
  const result: { line: Line; beside: Line | undefined }[] = []
  let added: { line: Line; beside: Line | undefined }[] = []
  for (const { before, after } of rows) {
    if (before?.kind === 'same') {
      result.push(...added, { line: before, beside: undefined })
      added = []
    } else {
      if (before) result.push({ line: before, beside: after })
      if (after) added.push({ line: after, beside: before })
    }
  }
  return [...result, ...added]
}

interface Column {
  readonly name: string
  readonly width: string | undefined
}

const beside: readonly Column[] = [
  { name: 'Line before', width: css.numbers },
  { name: 'Before', width: undefined },
  { name: 'Line after', width: css.numbers },
  { name: 'After', width: undefined },
]
const below: readonly Column[] = [
  { name: 'Line before', width: css.numbers },
  { name: 'Line after', width: css.numbers },
  { name: 'What is written', width: undefined },
]

function Columns({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <>
      <colgroup>
        {columns.map(({ name, width }) => (
          <col key={name} className={width} />
        ))}
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

/** Two texts line by line: side by side, or below each other. */
export function Lines({ before, after, isSideBySide, label }: LinesProps) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const rows = useMemo(() => rowsOf(compareLines(before, after)), [before, after])
  const shown = isSideBySide
    ? rows.map((row, index) => ({
        isChange: row.before?.kind !== 'same',
        element: <BesideRow key={index} row={row} />,
      }))
    : unfoldRows(rows).map(({ line, beside }, index) => ({
        isChange: line.kind !== 'same',
        element: <BelowRow key={index} line={line} beside={beside} />,
      }))
  return (
    <table className={`${css.lines} ${isSideBySide ? css.beside : css.below}`} aria-label={label}>
      <Columns columns={isSideBySide ? beside : below} />
      <tbody>
        {fold(shown, ({ isChange }) => isChange).flatMap(({ isFolded, items }, group) =>
          isFolded && !open.has(group) ? (
            <tr key={`fold ${group}`}>
              <td colSpan={(isSideBySide ? beside : below).length} className={css.fold}>
                <button type="button" onClick={() => setOpen(new Set([...open, group]))}>
                  Show {items.length} lines that are the same
                </button>
              </td>
            </tr>
          ) : (
            items.map(({ element }) => element)
          ),
        )}
      </tbody>
    </table>
  )
}
