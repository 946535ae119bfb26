import { BrokerCallError } from '@tallystick/client'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { CircleUser, LogIn } from 'lucide-react'
import { Suspense, lazy, useRef, useState } from 'react'
import { meQuery } from '../data/me.ts'
import { Button } from './Button.tsx'
import css from './AccountButton.module.css'

const AccountMenu = lazy(() => import('./AccountMenu.tsx').then(({ AccountMenu: menu }) => ({ default: menu })))

function SignInLink() {
  const { pathname, href } = useLocation()
  if (pathname === '/sign-in') return null
  return (
    <Link to="/sign-in" search={{ returnTo: href === '/' ? undefined : href }} className={css.signIn}>
      <LogIn size={18} aria-hidden /> <span className={css.word}>Sign in</span>
    </Link>
  )
}

/** Who is signed in, and what there is for them. Nothing where nobody is asked who they are. */
export function AccountButton() {
  const { data: me, error } = useQuery(meQuery)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (error instanceof BrokerCallError && error.status === 401) return <SignInLink />
  if (!me?.accounts) return null
  if (me.kind === 'anybody') return <SignInLink />
  return (
    <div className={css.account}>
      <Button
        ref={button}
        look="quiet"
        aria-label={`Account of ${me.name}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
      >
        <CircleUser size={18} aria-hidden />
        <span className={css.name}>{me.name}</span>
      </Button>
      {isOpen && (
        <Suspense>
          <AccountMenu me={me} trigger={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
