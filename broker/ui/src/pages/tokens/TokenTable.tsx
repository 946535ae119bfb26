import type { Token } from '@tallystick/client/wire'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { reachWords, scopeWords } from '../../components/scope-words.ts'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import css from './tokens.module.css'

function End({ token: { active, expiresAt, revokedAt } }: { readonly token: Token }) {
  if (revokedAt !== null) {
    return (
      <>
        Revoked <Time at={revokedAt} />
      </>
    )
  }
  if (expiresAt === null) return 'Never'
  return active ? (
    <Time at={expiresAt} />
  ) : (
    <>
      Expired <Time at={expiresAt} />
    </>
  )
}

function Row({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }) {
  const { name, hint, person, createdBy, createdAt, scopes, reach, lastUsedAt, active } = token
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className={table.name}>{name}</span> <code className={css.hint}>…{hint}</code>
        <span className={table.block}>
          {person ? `Of ${person.name}` : `Of the system, made by ${createdBy}`}, <Time at={createdAt} />
        </span>
      </th>
      <td role="cell" data-name="May">
        {scopes.map((scope) => scopeWords[scope].name.toLowerCase()).join(', ')}
      </td>
      <td role="cell" data-name="For" className={css.reach}>
        {reachWords(reach)}
      </td>
      <td role="cell" data-name="Last used">
        {lastUsedAt === null ? <span className={css.soft}>Never</span> : <Time at={lastUsedAt} />}
      </td>
      <td role="cell" data-name="Expires">
        <End token={token} />
      </td>
      <td role="cell" className={table.action}>
        {active && (
          <Button look="quiet" aria-label={`Revoke ${name}`} onPress={onRevoke}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  )
}

function RevokeDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const run = useChange(() => broker.revokeToken(token.uuid), onClose)
  return (
    <ConfirmDialog title={`Revoke ${token.name}?`} action="Revoke token" run={run} onClose={onClose}>
      <p>
        Whatever uses it is refused from the next request on
        {token.lastUsedAt === null ? '. It has never been used.' : '. It was last used '}
        {token.lastUsedAt !== null && <Time at={token.lastUsedAt} />}
        {token.lastUsedAt !== null && '.'} It cannot be undone; the token stays on record.
      </p>
    </ConfirmDialog>
  )
}

/** Tokens with what they may, and when they were used. */
export function TokenTable({ tokens, label }: { readonly tokens: readonly Token[]; readonly label: string }) {
  const [revoked, setRevoked] = useState<Token>()
  return (
    <>
      <table role="table" className={table.table}>
        <caption className="visually-hidden">{label}</caption>
        <TableHead names={['Token', 'May', 'For', 'Last used', 'Expires', 'Change']} />
        <tbody role="rowgroup">
          {tokens.map((token) => (
            <Row key={token.uuid} token={token} onRevoke={() => setRevoked(token)} />
          ))}
        </tbody>
      </table>
      {revoked && <RevokeDialog token={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  )
}
