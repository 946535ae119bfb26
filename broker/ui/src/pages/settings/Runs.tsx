import type { RetentionRun } from '@tallystick/client/wire'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { Section } from '../../components/Section.tsx'
import { Time } from '../../components/Time.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { broker } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { countsInWords } from './counts.ts'
import { retentionQuery } from './queries.ts'
import css from './settings.module.css'

const states: Readonly<Record<RetentionRun['state'], string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
}

function Row({ run: { dryRun, state, counts, error, startedAt } }: { readonly run: RetentionRun }) {
  const words = countsInWords(counts)
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Time at={startedAt} />
      </th>
      <td role="cell">{dryRun ? 'Counted' : 'Cleaned up'}</td>
      <td role="cell">{states[state]}</td>
      <td role="cell">
        {error ?? (words || <span className={css.none}>Nothing {dryRun ? 'to delete' : 'deleted'}</span>)}
      </td>
    </tr>
  )
}

function RunTable({ runs }: { readonly runs: readonly RetentionRun[] }) {
  return (
    <table className={table.table} role="table" aria-label="Last runs">
      <TableHead names={['Started', 'What', 'State', 'How much']} />
      <tbody>
        {runs.map((run) => (
          <Row key={run.uuid} run={run} />
        ))}
      </tbody>
    </table>
  )
}

interface CleanUpDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}

function CleanUpDialog({ isOpen, onClose, onConfirm }: CleanUpDialogProps) {
  return (
    <Dialog title="Clean up now?" isOpen={isOpen} onClose={onClose}>
      <p>
        What would go is deleted now, up to the limits of a run. Versions and branches that are deleted so cannot be
        restored. What is deployed or released stays in any case.
      </p>
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="danger" onPress={onConfirm}>
          Clean up
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** The last times that the broker cleaned up, or counted. */
export function Runs() {
  const { data } = useSuspenseQuery(retentionQuery)
  const queries = useQueryClient()
  const refusal = useMay('administer', 'everything')
  const [isAsking, setAsking] = useState(false)
  const start = useMutation({
    mutationFn: (dryRun: boolean) => broker.startRetentionRun({ dryRun }),
    onSettled: () => queries.invalidateQueries({ queryKey: retentionQuery.queryKey }),
  })
  const { runs } = data._embedded
  const cleanUp = () => {
    setAsking(false)
    start.mutate(false)
  }
  return (
    <Section
      title="Last runs"
      actions={
        <div className={css.buttons}>
          <Button refusal={refusal} isPending={start.isPending} onPress={() => start.mutate(true)}>
            Count now
          </Button>
          <Button look="danger" refusal={refusal} isPending={start.isPending} onPress={() => setAsking(true)}>
            Clean up now
          </Button>
        </div>
      }
    >
      <div role="status">{start.error && <p className={css.bad}>{start.error.message}</p>}</div>
      {runs.length === 0 ? <p className={css.soft}>The broker has not cleaned up yet.</p> : <RunTable runs={runs} />}
      <CleanUpDialog isOpen={isAsking} onClose={() => setAsking(false)} onConfirm={cleanUp} />
    </Section>
  )
}
