import { BrokerCallError } from '@tallystick/client'
import { Link, type ErrorComponentProps, useLocation, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import button from './Button.module.css'
import { Button } from './Button.tsx'
import { PageHeader } from './PageHeader.tsx'
import css from './states.module.css'

interface MessageProps {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly role?: 'alert' | 'status'
}

/** What is said in place of a page's content: nothing there yet, not found, went wrong. */
export function Message({ title, children, actions, role }: MessageProps) {
  return (
    <section className={css.message} role={role}>
      <h2>{title}</h2>
      <div className={css.text}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  )
}

export function NotFound() {
  return (
    <Message title="There is no such page" actions={<Link to="/">To the overview</Link>}>
      <p>The address may be mistyped, or what it was about has been deleted.</p>
    </Message>
  )
}

function Forbidden({ error }: { readonly error: BrokerCallError }) {
  return (
    <>
      <PageHeader title="This is not open to you" />
      <p role="alert">{error.message}</p>
      <p className={css.way}>
        <Link to="/me">What may I do?</Link>
      </p>
    </>
  )
}

/** Nobody is known to be there, or not any more: the way in leads back to where one is. */
function SignedOut() {
  const returnTo = useLocation({ select: ({ href }) => href })
  return (
    <>
      <PageHeader title="You are not signed in" />
      <p role="alert">
        This broker shows its contracts to those who have signed in. You come back to this page afterwards.
      </p>
      <p className={css.way}>
        <Link to="/sign-in" search={{ returnTo }} className={`${button.button} ${button.primary}`}>
          Sign in
        </Link>
      </p>
    </>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof BrokerCallError)) return error instanceof Error ? error.message : String(error)
  if (error.failure === 'unreachable') return 'The broker cannot be reached. It may be restarting.'
  if (error.failure === 'unavailable') return 'The broker does not work at the moment. Its log says why.'
  return error.message
}

export function ErrorState({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof BrokerCallError) {
    if (error.status === 404) return <NotFound />
    if (error.status === 401) return <SignedOut />
    if (error.status === 403) return <Forbidden error={error} />
  }
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <Message title="This could not be shown" role="alert" actions={<Button onPress={retry}>Try again</Button>}>
      <p>{explain(error)}</p>
    </Message>
  )
}
