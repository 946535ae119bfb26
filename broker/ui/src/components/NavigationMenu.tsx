import { X } from 'lucide-react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { NavigationEntries } from './NavigationEntries.tsx'
import css from './Navigation.module.css'

/** The main pages over the page, until one is chosen. */
export function NavigationMenu({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalOverlay className={css.overlay} isOpen onOpenChange={onClose} isDismissable>
      <Modal>
        <Dialog aria-label="Menu" className={css.drawer}>
          <Button look="quiet" aria-label="Close the menu" onPress={onClose}>
            <X size={20} aria-hidden />
          </Button>
          <nav aria-label="Main">
            <NavigationEntries onChosen={onClose} />
          </nav>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
