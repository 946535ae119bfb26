import type { InteractionResults } from '@tallystick/client/wire'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Message } from '../../components/states.tsx'
import { Interaction } from './Interaction.tsx'
import type { Pair } from './queries.ts'
import type { ReadContract } from './reading/contract.ts'
import { type Verdict, chosen, grouped } from './reading/listing.ts'
import type { ContractSearch } from './search.ts'
import { resultOf, verdictOf } from './verdicts.ts'
import css from './Interactions.module.css'

interface InteractionsProps {
  readonly pair: Pair
  readonly contract: ReadContract
  readonly results: InteractionResults
  readonly search: ContractSearch
}

/** So few are read from the first to the last. */
const SHORT = 2
/** So many are not drawn all at once. */
const LONG = 50

const verdictNames: Readonly<Record<Verdict, string>> = {
  failed: 'Failed',
  unknown: 'Not verified',
  passed: 'Verified',
}
const verdicts: readonly Verdict[] = ['failed', 'unknown', 'passed']

interface CountProps {
  readonly search: ContractSearch
  readonly verdict: Verdict | undefined
  readonly children: string
}

function Count({ search, verdict, children }: CountProps) {
  const isCurrent = search.result === verdict
  return (
    <li>
      <Link
        to="."
        search={{ ...search, result: verdict }}
        className={isCurrent ? css.current : undefined}
        activeOptions={{ exact: true, explicitUndefined: true }}
        aria-current={isCurrent ? 'page' : undefined}
      >
        {children}
      </Link>
    </li>
  )
}

function Counts({ contract: { interactions }, results, search }: InteractionsProps) {
  const counts = Map.groupBy(interactions, (interaction) => verdictOf(resultOf(results, interaction)))
  const shown = verdicts.filter((verdict) => counts.has(verdict) || search.result === verdict)
  return (
    <div className={css.counts}>
      <ul aria-label="By result">
        <Count search={search} verdict={undefined}>{`All ${interactions.length}`}</Count>
        {shown.map((verdict) => (
          <Count key={verdict} search={search} verdict={verdict}>
            {`${verdictNames[verdict]} ${counts.get(verdict)?.length ?? 0}`}
          </Count>
        ))}
      </ul>
      {interactions.length > SHORT && (
        <Link
          to="."
          search={{ ...search, open: search.open ? undefined : 'all' }}
          activeOptions={{ exact: true, explicitUndefined: true }}
        >
          {search.open ? 'Close all' : 'Open all'}
        </Link>
      )}
    </div>
  )
}

function Filters({ search }: { readonly search: ContractSearch }) {
  const navigate = useNavigate()
  const change = (changed: ContractSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <div className={css.filters} role="search" aria-label="Interactions">
      <SearchField label="Find" value={search.q} placeholder="Any text" onSearch={(q) => change({ q })} />
      <ChoiceField
        label="Grouped by"
        value={search.by ?? 'state'}
        options={[
          ['state', 'Provider state'],
          ['path', 'Path'],
        ]}
        onChoose={(by) => change({ by: by === 'path' ? by : undefined })}
      />
    </div>
  )
}

function Groups({ pair, contract: { interactions }, results, search }: InteractionsProps) {
  const { q: text, result: verdict, by = 'state', open } = search
  const groups = useMemo(() => {
    const found = chosen(interactions, { text, verdict }, (one) => verdictOf(resultOf(results, one)))
    return grouped(found, by)
  }, [interactions, results, text, verdict, by])
  if (groups.length === 0) {
    return (
      <Message title="No interaction is like that" role="status" actions={<Link to=".">Show all</Link>}>
        <p>None of the {interactions.length} interactions matches these filters.</p>
      </Message>
    )
  }
  return (
    <div className={css.groups}>
      {groups.map(({ name, interactions: members }) => (
        <section key={name} className={css.group} aria-label={name}>
          <h2>
            {name} <span className={css.count}>{members.length}</span>
          </h2>
          <div className={interactions.length > LONG ? `${css.list} ${css.long}` : css.list}>
            {members.map((interaction) => (
              <Interaction
                key={interaction.anchor}
                pair={pair}
                interaction={interaction}
                result={resultOf(results, interaction)}
                isOpenAtFirst={open === 'all' || interactions.length <= SHORT}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** What the consumer expects, one interaction after the other. */
export function Interactions(props: InteractionsProps) {
  const { contract, search } = props
  if (contract.interactions.length === 0) {
    return (
      <Message title="It expects nothing">
        <p>There is no interaction in this contract. Its JSON has all that was published.</p>
      </Message>
    )
  }
  return (
    <>
      {contract.interactions.length > SHORT && <Filters search={search} />}
      <Counts {...props} />
      <Groups {...props} />
    </>
  )
}
