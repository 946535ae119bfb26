import type { AuditEntry } from '@tallystick/client/wire'
import { ChevronRight } from 'lucide-react'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { type Change, changesOf } from './changes.ts'
import { wordsOf } from './words.ts'
import css from './audit.module.css'

const actorKinds: Readonly<Record<AuditEntry['actor']['kind'], string>> = {
  anybody: '',
  user: 'user of the configuration',
  token: 'token',
  workload: 'build',
  person: '',
  broker: '',
}

function ChangeOf({ change: { name, before, after } }: { readonly change: Change }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {before !== undefined && (
          <del className={css.before}>
            <span className="visually-hidden">before: </span>
            {before}
          </del>
        )}
        {after !== undefined && (
          <ins className={css.after}>
            <span className="visually-hidden">after: </span>
            {after}
          </ins>
        )}
      </dd>
    </div>
  )
}

/** What changed is behind a click; where there is nothing of the kind, so is from where it came. */
function Details({ entry }: { readonly entry: AuditEntry }) {
  const { before, after, address, requestId, actor } = entry
  const changes = changesOf(before, after)
  return (
    <details className={css.details}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {changes.length === 0 ? 'Details' : changes.map(({ name }) => name).join(', ')}
        <span className="visually-hidden">{` of entry ${entry.id}`}</span>
      </summary>
      {changes.length > 0 && (
        <dl className={css.changes}>
          {changes.map((change) => (
            <ChangeOf key={change.name} change={change} />
          ))}
        </dl>
      )}
      <p className={css.origin}>
        {address !== null && <span>From {address}</span>}
        {requestId !== null && (
          <span>
            Request <code>{requestId}</code>
          </span>
        )}
        {actor.uuid !== null && (
          <span>
            {wordsOf(actor.kind)} <code>{actor.uuid}</code>
          </span>
        )}
      </p>
    </details>
  )
}

function Row({ entry }: { readonly entry: AuditEntry }) {
  const { at, actor, action, subject } = entry
  return (
    <tr role="row">
      <td role="cell">
        <Time at={at} />
      </td>
      <td role="cell" data-name="By" className={css.name}>
        {actor.name}
        {actorKinds[actor.kind] && <span className={table.block}>{actorKinds[actor.kind]}</span>}
      </td>
      <th role="rowheader" scope="row">
        {wordsOf(action)}
        <span className={css.subject}>{subject.name}</span>
      </th>
      <td role="cell" className={css.what}>
        <Details entry={entry} />
      </td>
    </tr>
  )
}

/** Who did what, the newest first. */
export function EntryTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Entries of the audit log</caption>
      <TableHead names={['When', 'Who', 'What', 'Changed']} />
      <tbody role="rowgroup">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}
