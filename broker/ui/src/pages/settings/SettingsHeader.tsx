import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useTitle } from '../../components/use-title.ts'
import tabs from '../../components/tabs.module.css'

const parts = [
  { to: '/settings', name: 'Retention' },
  { to: '/settings/deleted', name: 'Deleted' },
  { to: '/teams', name: 'Accounts' },
  { to: '/audit', name: 'Audit log' },
  { to: '/settings/api', name: 'API' },
  { to: '/settings/about', name: 'About' },
] as const

interface SettingsHeaderProps {
  readonly part: string
  /** The one of the tabs, where the part has none of its own. */
  readonly within?: (typeof parts)[number]['name']
  readonly actions?: ReactNode
}

/** The parts of the settings, each with an address. */
export function SettingsHeader({ part, within, actions }: SettingsHeaderProps) {
  useTitle(`${part} · Settings`)
  return (
    <>
      <PageHeader title="Settings" actions={actions}>
        <p>
          Where applications run is set up at <Link to="/environments">Environments</Link>.
        </p>
      </PageHeader>
      <nav aria-label="Parts of the settings" className={tabs.tabs}>
        {parts.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className={tabs.tab}
            activeOptions={{ exact: true, includeSearch: false }}
            {...(name === within ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
          </Link>
        ))}
      </nav>
    </>
  )
}
