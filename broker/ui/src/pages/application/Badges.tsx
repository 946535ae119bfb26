import { type OverviewItem, paths } from '@tallystick/client/wire'
import { useSuspenseQueries } from '@tanstack/react-query'
import { Command } from '../../components/Command.tsx'
import { brokerUrl } from '../../data/broker.ts'
import { environmentsQuery } from '../../data/environments.ts'
import { apiHref } from '../../paths.ts'
import type { PartProps } from './Application.tsx'
import { badgeMarkdown } from './badge-markdown.ts'
import { PartPager } from './PartPager.tsx'
import { consumersQuery, providersQuery } from './queries.ts'
import css from './Badges.module.css'
import parts from './parts.module.css'

interface BadgeProps {
  /** What it tells, for those who do not see it, and above its markdown. */
  readonly title: string
  /** Below the broker: its picture, and where it leads. */
  readonly picture: string
  readonly page: string
}

/** From the path below the server to a whole address, for a page that is elsewhere. */
const whole = (path: string) => new URL(path, brokerUrl).href

function Badge({ title, picture, page }: BadgeProps) {
  return (
    <li className={css.badge}>
      <h3 className={css.title}>{title}</h3>
      <img src={picture} alt={`Badge: ${title}`} loading="lazy" height={20} className={css.picture} />
      <Command
        text={badgeMarkdown({ title, picture: whole(picture), page: whole(page) })}
        label={`Markdown of the badge: ${title}`}
      />
    </li>
  )
}

function PairBadge({ item: { consumer, provider } }: { readonly item: OverviewItem }) {
  const at = { consumer: consumer.name, provider: provider.name }
  return (
    <Badge
      title={`The contract of ${at.consumer} and ${at.provider}`}
      picture={apiHref(paths.latestPactBadge, at)}
      page={apiHref(paths.latestPact, at)}
    />
  )
}

interface DeploymentBadgesProps extends Pick<PartProps, 'pacticipant'> {
  readonly mainBranch: string
  readonly environments: readonly { readonly name: string; readonly displayName: string }[]
}

function DeploymentBadges({ pacticipant, mainBranch, environments }: DeploymentBadgesProps) {
  const asked = (environment: string) => new URLSearchParams({ pacticipant, environment }).toString()
  return (
    <ul className={css.badges}>
      {environments.map(({ name, displayName }) => (
        <Badge
          key={name}
          title={`Can ${mainBranch} be deployed to ${displayName}`}
          picture={apiHref(paths.canIDeployBranchBadge, { pacticipant, branch: mainBranch, environment: name })}
          page={`${apiHref(paths.canIDeploy, {})}?${asked(name)}`}
        />
      ))}
      <Badge
        title={`Does ${mainBranch} fit the main branches of the others`}
        picture={apiHref(paths.canIMergeBadge, { pacticipant })}
        page={apiHref(paths.pacticipant, { pacticipant })}
      />
    </ul>
  )
}

/** Pictures for a README, with what to paste. */
export function Badges({ pacticipant, mainBranch, search }: PartProps) {
  const [{ data: environments }, { data: providers }, { data: consumers }] = useSuspenseQueries({
    queries: [environmentsQuery, providersQuery(pacticipant, search), consumersQuery(pacticipant, search)],
  })
  const pairs = [...providers._embedded.integrations, ...consumers._embedded.integrations]
  return (
    <div className={parts.sections}>
      <section aria-labelledby="deployment-badges">
        <h2 id="deployment-badges">Deployment</h2>
        <p className={parts.about}>
          {mainBranch
            ? 'Whether the newest version of its main branch fits what is where it is to go.'
            : 'These badges tell of the main branch. Edit the application to say which one it is.'}
        </p>
        {mainBranch && (
          <DeploymentBadges pacticipant={pacticipant} mainBranch={mainBranch} environments={environments} />
        )}
      </section>
      <section aria-labelledby="contract-badges">
        <h2 id="contract-badges">Contracts</h2>
        <p className={parts.about}>
          {pairs.length > 0 ? 'Whether the newest contract is verified.' : 'It has no contract with anybody yet.'}
        </p>
        <ul className={css.badges}>
          {pairs.map((item) => (
            <PairBadge key={`${item.consumer.name} ${item.provider.name}`} item={item} />
          ))}
        </ul>
        {providers.page.totalPages > 1 && (
          <PartPager pacticipant={pacticipant} search={search} of="providers" page={providers.page} />
        )}
        {consumers.page.totalPages > 1 && (
          <PartPager pacticipant={pacticipant} search={search} of="consumers" page={consumers.page} />
        )}
      </section>
    </div>
  )
}
