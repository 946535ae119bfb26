import type { Override } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { CircleSlash, Hourglass, TimerOff } from 'lucide-react'
import { useState } from 'react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Button } from '../../components/Button.tsx'
import { type Mark, MarkOf } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { useMay } from '../../data/use-may.ts'
import { RevokeDialog } from './RevokeDialog.tsx'
import css from './overrides.module.css'

const marks = {
  active: { name: 'In force', says: 'The answer is yes because of it', icon: Hourglass, tone: 'warn' },
  revoked: { name: 'Revoked', says: 'Somebody ended it', icon: CircleSlash, tone: 'neutral' },
  expired: { name: 'Expired', says: 'Its time is over', icon: TimerOff, tone: 'neutral' },
} as const satisfies Readonly<Record<string, Mark>>

const markOf = ({ active, revokedAt }: Override): Mark =>
  active ? marks.active : revokedAt === null ? marks.expired : marks.revoked

function Until({ override: { expiresAt, revokedAt, revokedBy } }: { readonly override: Override }) {
  return (
    <>
      <Time at={revokedAt ?? expiresAt} />
      {revokedBy !== null && <span className={table.block}>by {revokedBy}</span>}
    </>
  )
}

function Row({ override, onRevoke }: { readonly override: Override; readonly onRevoke: () => void }) {
  const { pacticipant, version, environment, reason, createdBy, createdAt, active } = override
  const refusal = useMay('administer', { all: [pacticipant] })
  return (
    <tr role="row">
      <td role="cell">
        <MarkOf {...markOf(override)} />
      </td>
      <th role="rowheader" scope="row">
        <span className={table.name}>
          <ApplicationLink name={pacticipant} /> <code>{version}</code>
        </span>
        <span className={table.block}>
          to {environment} ·{' '}
          <Link to="/can-i-deploy" search={{ pacticipant, version, environment }}>
            The answer<span className="visually-hidden">{` for ${pacticipant} ${version} in ${environment}`}</span>
          </Link>
        </span>
      </th>
      <td role="cell" className={css.reason}>
        {reason}
      </td>
      <td role="cell" data-name="Allowed">
        <Time at={createdAt} />
        <span className={table.block}>by {createdBy}</span>
      </td>
      <td role="cell" data-name={active ? 'Until' : 'Ended'}>
        <Until override={override} />
      </td>
      <td role="cell" className={table.action}>
        {active && (
          <Button
            look="quiet"
            refusal={refusal}
            aria-label={`Revoke: ${pacticipant} ${version} to ${environment}`}
            onPress={onRevoke}
          >
            Revoke
          </Button>
        )}
      </td>
    </tr>
  )
}

export function OverrideTable({ overrides }: { readonly overrides: readonly Override[] }) {
  const [revoked, setRevoked] = useState<Override>()
  return (
    <>
      <table role="table" className={table.table}>
        <caption className="visually-hidden">Overrides</caption>
        <TableHead names={['State', 'What', 'Reason', 'Allowed', 'Until', 'Change']} />
        <tbody role="rowgroup">
          {overrides.map((override) => (
            <Row key={override.uuid} override={override} onRevoke={() => setRevoked(override)} />
          ))}
        </tbody>
      </table>
      {revoked && <RevokeDialog override={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  )
}
