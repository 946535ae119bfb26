import { Menu } from 'lucide-react'
import { Suspense, lazy, useState } from 'react'
import { Button } from './Button.tsx'
import { NavigationEntries } from './NavigationEntries.tsx'
import css from './Navigation.module.css'

// What lies over a page takes as much script as many pages.
const NavigationMenu = lazy(() =>
  import('./NavigationMenu.tsx').then(({ NavigationMenu: menu }) => ({ default: menu })),
)

/** Beside the page where there is room; behind a button where there is little. */
export function Navigation() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <nav aria-label="Main" className={css.navigation}>
        <NavigationEntries />
      </nav>
      <div className={css.menu}>
        <Button
          look="quiet"
          aria-label="Menu"
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onPress={() => setOpen(true)}
        >
          <Menu size={20} aria-hidden />
        </Button>
        {isOpen && (
          <Suspense>
            <NavigationMenu onClose={() => setOpen(false)} />
          </Suspense>
        )}
      </div>
    </>
  )
}
