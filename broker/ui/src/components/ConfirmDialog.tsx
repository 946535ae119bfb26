import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import css from './ConfirmDialog.module.css'
import { Dialog, DialogActions } from './Dialog.tsx'
import { Failure } from './Problems.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** What comes of it. */
  readonly children: ReactNode
  /** What the button says that does it. */
  readonly action: string
  readonly run: { readonly mutate: () => void; readonly isPending: boolean; readonly error: Error | null }
  readonly onClose: () => void
}

/** Asks before something goes that does not come back by itself. */
export function ConfirmDialog({ title, children, action, run, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <div className={css.text}>{children}</div>
      <Failure error={run.error} />
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="danger" isPending={run.isPending} onPress={run.mutate}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
