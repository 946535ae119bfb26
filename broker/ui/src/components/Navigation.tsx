import { Link } from '@tanstack/react-router'
import { entries } from './navigation-entries.ts'
import css from './Navigation.module.css'

export function Navigation() {
  return (
    <nav aria-label="Main" className={css.navigation}>
      <ul>
        {entries.map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={css.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Icon size={18} aria-hidden />
              <span>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
