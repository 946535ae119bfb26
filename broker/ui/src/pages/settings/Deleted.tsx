import { type Deletion, type Restoration, pages } from '@tallystick/client/wire'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { Suspense } from 'react'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { Time } from '../../components/Time.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { broker } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { SettingsHeader } from './SettingsHeader.tsx'
import { countsInWords } from './counts.ts'
import { deletionsQuery } from './queries.ts'
import css from './settings.module.css'

export const route = createLazyRoute(routePath(pages.settingsDeleted))({ component: Deleted })

const kinds: Readonly<Record<Deletion['kind'], string>> = {
  pacticipant: 'Application',
  integration: 'Integration',
  environment: 'Environment',
}

function Outcome({
  restoration,
  error,
}: {
  readonly restoration?: Restoration | undefined
  readonly error: Error | null
}) {
  if (error) return <p className={css.bad}>{error.message}</p>
  if (!restoration) return null
  const leftOut = countsInWords(restoration.leftOut)
  return (
    <p className={css.good}>
      {restoration.name} is back.{leftOut && ` What belongs to something that is gone could not return: ${leftOut}.`}
    </p>
  )
}

interface RowProps {
  readonly deletion: Deletion
  readonly isBusy: boolean
  readonly refusal: string | undefined
  readonly onRestore: () => void
}

function Row({ deletion, isBusy, refusal, onRestore }: RowProps) {
  const { kind, name, deletedAt, expiresAt } = deletion
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {name}
      </th>
      <td role="cell">{kinds[kind]}</td>
      <td role="cell" data-name="Deleted">
        <Time at={deletedAt} />
      </td>
      <td role="cell" data-name="Gone for good">
        <Time at={expiresAt} />
      </td>
      <td role="cell">
        <Button refusal={refusal} isPending={isBusy} onPress={onRestore} aria-label={`Restore ${name}`}>
          <Undo2 size={16} aria-hidden />
          Restore
        </Button>
      </td>
    </tr>
  )
}

function Deletions() {
  const { page } = route.useSearch()
  const { data } = useSuspenseQuery(deletionsQuery(page))
  const queries = useQueryClient()
  const refusal = useMay('administer', 'everything')
  const restore = useMutation({
    mutationFn: (uuid: string) => broker.restoreDeletion(uuid),
    onSettled: () => queries.invalidateQueries(),
  })
  const rows = data._embedded.deletions
  return (
    <div className={css.section}>
      <div role="status">
        <Outcome restoration={restore.data} error={restore.error} />
      </div>
      {rows.length === 0 ? (
        <Message title="Nothing to restore">
          <p>Applications, integrations and environments that are deleted are kept here for some days.</p>
        </Message>
      ) : (
        <table className={table.table} role="table" aria-label="What was deleted and can be restored">
          <TableHead names={['Name', 'Kind', 'Deleted', 'Gone for good', 'Change']} />
          <tbody>
            {rows.map((deletion) => (
              <Row
                key={deletion.uuid}
                deletion={deletion}
                isBusy={restore.isPending}
                refusal={refusal}
                onRestore={() => restore.mutate(deletion.uuid)}
              />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        page={data.page}
        of="deletions"
        link={(number, text) => (
          <Link to="/settings/deleted" search={{ page: number }}>
            {text}
          </Link>
        )}
      />
    </div>
  )
}

function Deleted() {
  return (
    <>
      <SettingsHeader part="Deleted" />
      <Suspense fallback={<Loading />}>
        <Deletions />
      </Suspense>
    </>
  )
}
