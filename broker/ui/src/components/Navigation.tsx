import { Link } from '@tanstack/react-router'
import { Menu, X } from 'lucide-react'
import { Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { entries } from './navigation-entries.ts'
import css from './Navigation.module.css'

function Entries({ onChosen }: { readonly onChosen?: () => void }) {
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

/** Beside the page where there is room; behind a button where there is little. */
export function Navigation() {
  return (
    <>
      <nav aria-label="Main" className={css.navigation}>
        <Entries />
      </nav>
      <div className={css.menu}>
        <DialogTrigger>
          <Button look="quiet" aria-label="Menu">
            <Menu size={20} aria-hidden />
          </Button>
          <ModalOverlay className={css.overlay} isDismissable>
            <Modal>
              <Dialog aria-label="Menu" className={css.drawer}>
                {({ close }) => (
                  <>
                    <Button look="quiet" aria-label="Close the menu" onPress={close}>
                      <X size={20} aria-hidden />
                    </Button>
                    <nav aria-label="Main">
                      <Entries onChosen={close} />
                    </nav>
                  </>
                )}
              </Dialog>
            </Modal>
          </ModalOverlay>
        </DialogTrigger>
      </div>
    </>
  )
}
