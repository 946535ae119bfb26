import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'

interface LeaveDialogProps {
  readonly onLeave: () => void
  readonly onStay: () => void
}

/** Asks before what was written is lost. */
export function LeaveDialog({ onLeave, onStay }: LeaveDialogProps) {
  return (
    <Dialog title="Leave without saving?" isOpen onClose={onStay}>
      <p>What you changed has not been saved.</p>
      <DialogActions>
        <Button onPress={onStay}>Stay</Button>
        <Button look="danger" onPress={onLeave}>
          Leave
        </Button>
      </DialogActions>
    </Dialog>
  )
}
