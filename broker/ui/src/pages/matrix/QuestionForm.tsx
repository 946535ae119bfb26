import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { type SubmitEvent, useId, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import fields from '../../components/fields.module.css'
import { DEFAULT_LIMIT, keptChoices, limitChoices, outcomeChoices, targetChoices, targetOf } from './choices.ts'
import { searchIn } from './form-search.ts'
import type { MatrixSearch, SelectorFields as Selector } from './search.ts'
import { ChoiceFields, SelectorFields } from './SelectorFields.tsx'
import css from './QuestionForm.module.css'

interface FormRow {
  readonly id: string
  readonly selector: Selector
}

/** Rows that can be added to and removed from; what is typed in stays in its row. */
function useRows(name: string, given: readonly Selector[]) {
  const [rows, setRows] = useState<readonly FormRow[]>(() =>
    given.map((selector, index) => ({ id: `${name}${index}`, selector })),
  )
  const [count, setCount] = useState(given.length)
  return {
    rows,
    add() {
      setRows([...rows, { id: `${name}${count}`, selector: {} }])
      setCount(count + 1)
    },
    remove: (id: string) => setRows(rows.filter((row) => row.id !== id)),
  }
}

const idsOf = (rows: readonly FormRow[]) => rows.map(({ id }) => id)

function Kept({ search }: { readonly search: MatrixSearch }) {
  const only = useId()
  const limit = search.limit ?? String(DEFAULT_LIMIT)
  const limits = [...new Set([...limitChoices.map(String), limit])]
  return (
    <div className={css.row}>
      <label className={fields.field}>
        <span>Newest result of</span>
        <select name="latestby" defaultValue={search.latestby ?? 'cvpv'}>
          {keptChoices.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={fields.field}>
        <span>Rows, at most</span>
        <select name="limit" defaultValue={limit}>
          {limits.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <div role="group" aria-labelledby={only} className={css.only}>
        <span id={only}>Only</span>
        <div className={css.outcomes}>
          {outcomeChoices.map(({ value, name }) => (
            <label key={value}>
              <input type="checkbox" name="success" value={value} defaultChecked={search.success?.includes(value)} />
              {name}
            </label>
          ))}
        </div>
      </div>
    </div>
  )
}

interface RowsPartProps extends ReturnType<typeof useRows> {
  readonly title: string
  readonly legend: string
  readonly addText: string
  /** So many are always there. */
  readonly atLeast: number
}

function RowsPart({ title, legend, addText, atLeast, rows, add, remove }: RowsPartProps) {
  return (
    <section className={css.part}>
      <h2>{title}</h2>
      <div className={css.fields}>
        {rows.map(({ id, selector }, index) => (
          <SelectorFields
            key={id}
            name={id}
            legend={`${legend} ${index + 1}`}
            selector={selector}
            isRequired={index < atLeast}
            onRemove={rows.length > atLeast ? () => remove(id) : undefined}
          />
        ))}
        <Button onPress={add}>
          <Plus size={16} aria-hidden /> {addText}
        </Button>
      </div>
    </section>
  )
}

interface QuestionFormProps {
  readonly search: MatrixSearch
  readonly onAsk: (asked: MatrixSearch) => void
}

/** A question to the matrix, in words. It goes into the address, as the API has it, when it is sent. */
export function QuestionForm({ search, onAsk }: QuestionFormProps) {
  const selectors = useRows('q', search.q?.length ? search.q : [{}])
  const ignored = useRows('ignore', search.ignore ?? [])
  const navigate = useNavigate()
  const ask = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const asked = searchIn(form, { selectors: idsOf(selectors.rows), ignored: idsOf(ignored.rows) })
    onAsk(asked)
    void navigate({ to: '/matrix', search: asked })
  }
  return (
    <form className={css.form} onSubmit={ask}>
      <RowsPart {...selectors} title="Compare" legend="Application" addText="Another application" atLeast={1} />
      <section className={css.part}>
        <h2>With</h2>
        <div className={css.row}>
          <ChoiceFields
            name="target"
            label="Others"
            chosen={targetOf(search)}
            choices={targetChoices}
            valueOf={(asks) => (asks === 'environment' ? search.environment : search.tag)}
          />
        </div>
      </section>
      <RowsPart {...ignored} title="Leave out" legend="Left out" addText="An application" atLeast={0} />
      <section className={css.part}>
        <h2>Show</h2>
        <Kept search={search} />
      </section>
      <div className={css.actions}>
        <Button look="primary" type="submit">
          Compare
        </Button>
      </div>
    </form>
  )
}
