import { Link } from '@tanstack/react-router'
import { entries } from './navigation-entries.ts'
import css from './Navigation.module.css'

/** The main pages, as links. */
export function NavigationEntries({ onChosen }: { readonly onChosen?: () => void }) {
  return (
    <ul>
      {entries.map(({ to, name, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            className={css.link}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            onClick={onChosen}
          >
            <Icon size={18} aria-hidden />
            <span>{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
