import { type SignInProblem, pages, paths } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import button from '../../components/Button.module.css'
import { PageHeader } from '../../components/PageHeader.tsx'
import { apiHref, routePath } from '../../paths.ts'
import { ByLink } from './ByLink.tsx'
import { secretIn } from './link-secret.ts'
import { signInQuery } from './queries.ts'
import css from './SignIn.module.css'

export const route = createLazyRoute(routePath(pages.signIn))({ component: SignIn })

const problems: Readonly<Record<SignInProblem, (provider: string) => string>> = {
  denied: (provider) => `${provider} did not sign you in: you turned back there, or it does not let you in here.`,
  expired: () => 'Signing in took too long, or was begun in another browser. Try again.',
  invalid: (provider) =>
    `What ${provider} said of you cannot be trusted. Its settings may be wrong: the broker’s log says more.`,
  unreachable: (provider) => `${provider} does not answer. Try again in a while.`,
  disabled: () => 'You may not sign in any more. An administrator can let you in again.',
}

function Problem({ problem }: { readonly problem: SignInProblem }) {
  const { data } = useSuspenseQuery(signInQuery)
  if (data.person) return null
  return (
    <p role="alert" className={css.problem}>
      <TriangleAlert size={18} aria-hidden />
      <span>{problems[problem](data.provider?.name ?? 'The identity provider')}</span>
    </p>
  )
}

function Ways({ returnTo }: { readonly returnTo: string | undefined }) {
  const { data } = useSuspenseQuery(signInQuery)
  if (data.mode === 'open') {
    return (
      <p>
        Nobody is asked who they are here: everybody may do everything. <Link to="/">To the overview</Link>
      </p>
    )
  }
  if (data.person) {
    return (
      <p>
        You are signed in as {data.person.name}. <Link to={returnTo ?? '/'}>Go on</Link>
      </p>
    )
  }
  const provider = data._links['pb:sign-in-provider']
  return (
    <>
      {data.provider && provider && (
        // Not a route: the broker sends the browser on to the provider.
        <a className={`${button.button} ${button.primary} ${css.way}`} href={providerHref(returnTo)}>
          Sign in with {data.provider.name}
        </a>
      )}
      <p className={css.soft}>
        {data.provider
          ? 'Or open the link that an administrator has made for you.'
          : 'Open the link that an administrator has made for you. The first administrator’s link is in the output of the broker, from when it started.'}
      </p>
    </>
  )
}

function providerHref(returnTo: string | undefined): string {
  const search = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo }).toString()}`
  return apiHref(paths.signInProvider, {}) + search
}

function SignIn() {
  const { problem, returnTo } = route.useSearch()
  // Read once, and taken out of the address: it is nobody else's to see.
  const [secret] = useState(secretIn)
  return (
    <>
      <PageHeader title="Sign in" />
      <div className={css.page}>
        {problem && <Problem problem={problem} />}
        {secret ? <ByLink secret={secret} returnTo={returnTo} /> : <Ways returnTo={returnTo} />}
      </div>
    </>
  )
}
