import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Problems.tsx'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import css from './Labels.module.css'

interface LabelsProps {
  readonly pacticipant: string
  readonly labels: readonly string[]
  readonly refusal: string | undefined
}

function useLabels(pacticipant: string) {
  const add = useChange((label: string) => broker.addLabel({ pacticipant, label }))
  const remove = useChange((label: string) => broker.removeLabel({ pacticipant, label }))
  return { add, remove, error: add.error ?? remove.error }
}

function NewLabel({ onAdd, onDone }: { readonly onAdd: (label: string) => void; readonly onDone: () => void }) {
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const label = textIn(new FormData(event.currentTarget), 'label')
    if (label) onAdd(label)
    onDone()
  }
  return (
    <form onSubmit={send} className={css.new}>
      <input
        name="label"
        aria-label="New label"
        autoComplete="off"
        autoFocus
        onKeyDown={({ key }) => key === 'Escape' && onDone()}
      />
      <Button type="submit">Add</Button>
    </form>
  )
}

/** By which applications are found, and webhooks choose them: teams, systems. */
export function Labels({ pacticipant, labels, refusal }: LabelsProps) {
  const { add, remove, error } = useLabels(pacticipant)
  const [isAdding, setAdding] = useState(false)
  return (
    <div className={css.labels}>
      {labels.length > 0 && (
        <ul aria-label="Labels" className={css.list}>
          {labels.map((label) => (
            <li key={label} className={css.label}>
              <Link to="/" search={{ label }}>
                {label}
              </Link>
              {refusal === undefined && (
                <button type="button" aria-label={`Remove the label ${label}`} onClick={() => remove.mutate(label)}>
                  <X size={14} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isAdding ? (
        <NewLabel onAdd={add.mutate} onDone={() => setAdding(false)} />
      ) : refusal !== undefined ? (
        <Button look="quiet" refusal={refusal}>
          <Plus size={14} aria-hidden /> Add a label
        </Button>
      ) : (
        <button type="button" className={css.add} onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden /> Add a label
        </button>
      )}
      <Failure error={error} />
    </div>
  )
}
