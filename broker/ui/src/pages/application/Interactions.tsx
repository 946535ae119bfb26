import type { PacticipantInteraction } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Message } from '../../components/states.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import type { PartProps } from './Application.tsx'
import { PartPager } from './PartPager.tsx'
import { interactionsQuery } from './queries.ts'
import type { ApplicationSearch } from './search.ts'
import marks from '../../components/StateMark.module.css'
import css from './Interactions.module.css'
import parts from './parts.module.css'

const results = {
  passed: { name: 'Passed', icon: CircleCheck, tone: 'good' },
  failed: { name: 'Failed', icon: CircleX, tone: 'bad' },
  unknown: { name: 'Not known', icon: CircleDashed, tone: 'neutral' },
} as const

function Result({ result }: Pick<PacticipantInteraction, 'result'>) {
  const { name, icon: Icon, tone } = results[result]
  return (
    <span className={`${marks.mark} ${marks[tone]}`}>
      <Icon size={16} aria-hidden /> {name}
    </span>
  )
}

/** What goes over the wire: a request by its method and path, a message by its kind. */
function what({ kind, method, path }: PacticipantInteraction): string {
  if (kind === 'http') return [method, path].filter(Boolean).join(' ')
  return kind === 'async-message' ? 'Message' : 'Request and reply by message'
}

function Row({ interaction }: { readonly interaction: PacticipantInteraction }) {
  const { consumer, provider, consumerVersion: version, description, providerStates } = interaction
  return (
    <tr role="row">
      <td role="cell">
        <Result result={interaction.result} />
      </td>
      <th role="rowheader" scope="row" className={css.what}>
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/version/$version"
          params={{ consumer, provider, version }}
          search={{ q: description || undefined }}
        >
          {description || 'Without description'}
        </Link>
        {providerStates.length > 0 && <span className={css.states}>Given {providerStates.join(' and ')}</span>}
      </th>
      <td role="cell">
        <code className={css.request}>{what(interaction)}</code>
      </td>
      <td role="cell" className={css.pair}>
        <ApplicationLink name={consumer} /> <ArrowRight size={14} aria-label="asks" />{' '}
        <ApplicationLink name={provider} />
      </td>
    </tr>
  )
}

function InteractionTable({ items }: { readonly items: readonly PacticipantInteraction[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Interactions</caption>
      <TableHead names={['Result', 'Interaction', 'Request', 'Consumer and provider']} />
      <tbody role="rowgroup">
        {items.map((one, index) => (
          <Row key={index} interaction={one} />
        ))}
      </tbody>
    </table>
  )
}

function Filters({ pacticipant, search }: { readonly pacticipant: string; readonly search: ApplicationSearch }) {
  const navigate = useNavigate()
  const go = (change: Partial<ApplicationSearch>) =>
    void navigate({
      to: '/pacticipants/$pacticipant',
      params: { pacticipant },
      search: (before) => ({ ...before, ...change, page: undefined }),
      replace: true,
    })
  return (
    <div className={parts.filters}>
      <SearchField
        label="Interaction"
        value={search.q}
        placeholder="Description, path or state"
        onSearch={(q) => go({ q })}
      />
      <ChoiceField
        label="As"
        value={search.role}
        nothing="Consumer and provider"
        options={[
          ['consumer', 'Consumer: what it asks'],
          ['provider', 'Provider: what it is asked'],
        ]}
        onChoose={(role) => go({ role })}
      />
    </div>
  )
}

/** All that it asks and is asked, by the contracts in force. */
export function Interactions({ pacticipant, search }: PartProps) {
  const { data } = useSuspenseQuery(interactionsQuery(pacticipant, search))
  const items = data._embedded.interactions
  if (items.length === 0 && search.q === undefined && search.role === undefined) {
    return (
      <Message title="It has no interactions yet">
        <p>What it asks of others, and others of it, is listed here once there is a contract.</p>
      </Message>
    )
  }
  return (
    <>
      <Filters pacticipant={pacticipant} search={search} />
      {items.length === 0 ? (
        <Message
          title="No interaction is like that"
          role="status"
          actions={
            <Link to="/pacticipants/$pacticipant" params={{ pacticipant }} search={{ tab: 'interactions' }}>
              Show all
            </Link>
          }
        >
          <p>Neither description, path, provider state nor the name of the other side holds these words.</p>
        </Message>
      ) : (
        <InteractionTable items={items} />
      )}
      <PartPager pacticipant={pacticipant} search={search} of="interactions" page={data.page} />
    </>
  )
}
