import { type Me, pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Button } from '../../components/Button.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Section } from '../../components/Section.tsx'
import { meQuery } from '../../data/me.ts'
import { useSignOut } from '../../data/use-sign-out.ts'
import { routePath } from '../../paths.ts'
import css from './Profile.module.css'

export const route = createLazyRoute(routePath(pages.me))({ component: Profile })

const kinds: Readonly<Record<Me['kind'], string>> = {
  anybody: 'You are not signed in',
  user: 'A user of the broker’s configuration',
  token: 'A token',
  workload: 'A build with an identity of its own',
  person: 'Signed in',
  broker: 'The broker itself',
}

function Facts({ me }: { readonly me: Me }) {
  if (!me.accounts) return <span>This broker asks nobody who they are: everybody may do everything.</span>
  return (
    <>
      <span>{kinds[me.kind]}</span>
      {me.email !== null && me.email !== me.name && <span>{me.email}</span>}
      {me.administrator && <span>Administrator</span>}
    </>
  )
}

function Teams({ me }: { readonly me: Me }) {
  if (!me.accounts || me.kind === 'anybody') return null
  return (
    <Section title="Teams">
      {me.teams.length === 0 ? (
        <p className={css.soft}>
          {me.administrator ? 'None: an administrator needs no team.' : 'None. A maintainer of your team can add you.'}
        </p>
      ) : (
        <ul className={css.list}>
          {me.teams.map(({ uuid, name, role }) => (
            <li key={uuid}>
              <Link to="/teams/$team" params={{ team: uuid }}>
                {name}
              </Link>{' '}
              <span className={css.soft}>{role}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Sentences that say more than that everything may be read. */
function sentences({ grants }: Me): readonly string[] {
  const all = [...new Set(grants.map(({ says }) => says))]
  const more = all.filter((says) => says !== 'May read everything.')
  return more.length > 0 ? more : all
}

function SignOutButton() {
  const signOut = useSignOut()
  return (
    <Button isPending={signOut.isPending} onPress={() => signOut.mutate()}>
      Sign out
    </Button>
  )
}

/** Who one is here, and what one may do. */
function Profile() {
  const { data: me } = useSuspenseQuery(meQuery)
  const isSomebody = me.accounts && me.kind !== 'anybody'
  const says = sentences(me)
  return (
    <>
      <PageHeader title={isSomebody ? me.name : 'Profile'} actions={me.kind === 'person' && <SignOutButton />}>
        <Facts me={me} />
      </PageHeader>
      <div className={css.part}>
        <Section title="What you may do">
          {says.length === 0 ? (
            <p className={css.soft}>Nothing yet, but to see what is open to everybody.</p>
          ) : (
            <ul className={css.list}>
              {says.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </Section>
        <Teams me={me} />
        <Section title="Tokens">
          <p className={css.soft}>
            Programs act for you, and pipelines for themselves, by <Link to="/tokens">tokens</Link>.
          </p>
        </Section>
      </div>
    </>
  )
}
