import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import chips from '../../components/chips.module.css'
import { meQuery } from '../../data/me.ts'
import { SettingsHeader } from '../settings/SettingsHeader.tsx'
import css from './accounts.module.css'

const parts = [
  { to: '/teams', name: 'Teams' },
  { to: '/people', name: 'People' },
  { to: '/tokens', name: 'Tokens' },
  { to: '/trust-rules', name: 'Trust rules' },
] as const

/** Who may do what: the parts of it, each with an address. */
export function AccountsHeader({ part }: { readonly part: (typeof parts)[number]['name'] }) {
  const { data: me } = useQuery(meQuery)
  const isOpen = me?.accounts === false
  return (
    <>
      <SettingsHeader part={part} within="Accounts" />
      <nav aria-label="Parts of accounts" className={`${chips.chips} ${css.parts}`}>
        {parts
          .filter(({ name }) => !(isOpen && name === 'People'))
          .map(({ to, name }) => (
            <Link key={to} to={to} className={chips.chip} activeOptions={{ exact: true, includeSearch: false }}>
              {name}
            </Link>
          ))}
      </nav>
      {isOpen && (
        <p className={css.open}>
          This broker asks nobody who they are: everybody may do everything. What is set up here counts as soon as it
          keeps accounts.
        </p>
      )}
    </>
  )
}
