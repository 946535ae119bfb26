import type { TrustRule } from '@tallystick/client/wire'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { reachWords, scopeWords } from '../../components/scope-words.ts'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { useMay } from '../../data/use-may.ts'
import { TrustRuleDialog } from './TrustRuleDialog.tsx'
import css from './trust-rules.module.css'

interface RowProps {
  readonly rule: TrustRule
  readonly onChange: () => void
  readonly onDelete: () => void
}

function Row({ rule, onChange, onDelete }: RowProps) {
  const { name, issuer, audience, claims, scopes, reach, createdBy, createdAt } = rule
  const refusal = useMay('administer', reach === 'everything' ? 'everything' : 'something')
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className={table.name}>{name}</span>
        <span className={table.block}>
          Made by {createdBy}, <Time at={createdAt} />
        </span>
      </th>
      <td role="cell" data-name="Builds">
        <ul className={css.claims}>
          <li>{issuer}</li>
          <li>for {audience}</li>
          {Object.entries(claims).map(([claim, value]) => (
            <li key={claim}>
              <code>
                {claim}={String(value)}
              </code>
            </li>
          ))}
        </ul>
      </td>
      <td role="cell" data-name="May">
        {scopes.map((scope) => scopeWords[scope].name.toLowerCase()).join(', ')}
      </td>
      <td role="cell" data-name="For" className={css.reach}>
        {reachWords(reach)}
      </td>
      <td role="cell" className={table.action}>
        <div className={css.buttons}>
          <Button look="quiet" aria-label={`Change ${name}`} refusal={refusal} onPress={onChange}>
            Change
          </Button>
          <Button look="quiet" aria-label={`Delete ${name}`} refusal={refusal} onPress={onDelete}>
            Delete
          </Button>
        </div>
      </td>
    </tr>
  )
}

function DeleteDialog({ rule, onClose }: { readonly rule: TrustRule; readonly onClose: () => void }) {
  const run = useChange(() => broker.deleteTrustRule(rule.uuid), onClose)
  return (
    <ConfirmDialog title={`Delete ${rule.name}?`} action="Delete rule" run={run} onClose={onClose}>
      <p>Builds that only this rule lets in are refused from the next request on.</p>
    </ConfirmDialog>
  )
}

/** Rules with the builds that they let in, and what those may. */
export function TrustRuleTable({ rules }: { readonly rules: readonly TrustRule[] }) {
  const [changed, setChanged] = useState<TrustRule>()
  const [deleted, setDeleted] = useState<TrustRule>()
  return (
    <>
      <table role="table" className={table.table}>
        <caption className="visually-hidden">Trust rules</caption>
        <TableHead names={['Rule', 'Builds', 'May', 'For', 'Change']} />
        <tbody role="rowgroup">
          {rules.map((rule) => (
            <Row key={rule.uuid} rule={rule} onChange={() => setChanged(rule)} onDelete={() => setDeleted(rule)} />
          ))}
        </tbody>
      </table>
      {changed && <TrustRuleDialog rule={changed} onClose={() => setChanged(undefined)} />}
      {deleted && <DeleteDialog rule={deleted} onClose={() => setDeleted(undefined)} />}
    </>
  )
}
