import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import css from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly size?: 'plain' | 'wide'
}

/** Over the page, until it is closed: by its button, by Escape, or by a click beside it. */
export function Dialog({ title, isOpen, onClose, children, size = 'plain' }: DialogProps) {
  return (
    <ModalOverlay className={css.overlay} isOpen={isOpen} onOpenChange={onClose} isDismissable>
      <Modal className={`${css.modal} ${css[size]}`}>
        <AriaDialog className={css.dialog}>
          <div className={css.title}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" aria-label="Close" onPress={onClose}>
              <X size={18} aria-hidden />
            </Button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The buttons at the end of a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={css.actions}>{children}</div>
}
