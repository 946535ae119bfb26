import { useSuspenseQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Message } from '../../components/states.tsx'
import type { PartProps } from './Application.tsx'
import { PartPager } from './PartPager.tsx'
import { Pairs } from './Pairs.tsx'
import { Places } from './Places.tsx'
import { consumersQuery, placesQuery, providersQuery } from './queries.ts'
import css from './parts.module.css'

/** Whom it asks, who asks it, and where it is. */
export function Integrations({ pacticipant, search }: PartProps) {
  const [{ data: providers }, { data: consumers }, { data: places }] = useSuspenseQueries({
    queries: [providersQuery(pacticipant, search), consumersQuery(pacticipant, search), placesQuery(pacticipant)],
  })
  if (providers.page.totalElements + consumers.page.totalElements + places._embedded.environments.length === 0) {
    return (
      <Message title="Nothing is known of it yet" actions={<Link to="/">To the overview</Link>}>
        <p>It has no contract with anybody. One appears here as soon as it publishes one, or somebody else for it.</p>
      </Message>
    )
  }
  return (
    <div className={css.sections}>
      <section aria-labelledby="providers">
        <h2 id="providers">Providers</h2>
        <p className={css.about}>What {pacticipant} needs of others, by its contracts.</p>
        {providers.page.totalElements > 0 ? (
          <Pairs items={providers._embedded.integrations} other="provider" />
        ) : (
          <p className={css.none}>It has published no contract.</p>
        )}
        {providers.page.totalPages > 1 && (
          <PartPager pacticipant={pacticipant} search={search} of="providers" page={providers.page} />
        )}
      </section>
      <section aria-labelledby="consumers">
        <h2 id="consumers">Consumers</h2>
        <p className={css.about}>What others need of {pacticipant}.</p>
        {consumers.page.totalElements > 0 ? (
          <Pairs items={consumers._embedded.integrations} other="consumer" />
        ) : (
          <p className={css.none}>Nobody has a contract with it.</p>
        )}
        {consumers.page.totalPages > 1 && (
          <PartPager pacticipant={pacticipant} search={search} of="consumers" page={consumers.page} />
        )}
      </section>
      <section aria-labelledby="environments">
        <h2 id="environments">Environments</h2>
        <p className={css.about}>Which of its versions are where now.</p>
        <Places pacticipant={pacticipant} places={places._embedded.environments} />
      </section>
    </div>
  )
}
