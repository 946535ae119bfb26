import { Link } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useTitle } from '../../components/use-title.ts'
import tabs from '../../components/tabs.module.css'

const parts = [
  { to: '/settings', name: 'Retention' },
  { to: '/settings/deleted', name: 'Deleted' },
  { to: '/settings/api', name: 'API' },
  { to: '/settings/about', name: 'About' },
] as const

/** The parts of the settings, each with an address. */
export function SettingsHeader({ part }: { readonly part: string }) {
  useTitle(`${part} · Settings`)
  return (
    <>
      <PageHeader title="Settings">
        <p>
          Where applications run is set up at <Link to="/environments">Environments</Link>.
        </p>
      </PageHeader>
      <nav aria-label="Parts of the settings" className={tabs.tabs}>
        {parts.map(({ to, name }) => (
          <Link key={to} to={to} className={tabs.tab} activeOptions={{ exact: true, includeSearch: false }}>
            {name}
          </Link>
        ))}
      </nav>
    </>
  )
}
