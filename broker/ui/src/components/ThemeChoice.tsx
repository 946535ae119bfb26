import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup, type Key } from 'react-aria-components'
import css from './ThemeChoice.module.css'

const themes = [
  { id: 'system', name: 'Theme of the system', icon: Monitor },
  { id: 'light', name: 'Light theme', icon: Sun },
  { id: 'dark', name: 'Dark theme', icon: Moon },
] as const

function choose(theme: Key) {
  const root = document.documentElement
  if (theme === 'system') {
    localStorage.removeItem('theme')
    delete root.dataset['theme']
  } else {
    localStorage.setItem('theme', String(theme))
    root.dataset['theme'] = String(theme)
  }
}

/** Kept in this browser; `public/ui/theme.js` puts it in force before the first page is drawn. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Key>(() => document.documentElement.dataset['theme'] ?? 'system')
  return (
    <ToggleButtonGroup
      aria-label="Theme"
      className={css.group}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={([chosen = 'system']) => {
        choose(chosen)
        setTheme(chosen)
      }}
    >
      {themes.map(({ id, name, icon: Icon }) => (
        <ToggleButton key={id} id={id} aria-label={name} className={css.button}>
          <Icon size={16} aria-hidden />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
