import type { Pacticipant } from '@tallystick/client/wire'
import type { SubmitEvent } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { Failure } from '../../components/Problems.tsx'
import fields from '../../components/fields.module.css'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import css from './EditDialog.module.css'

interface EditDialogProps {
  readonly application: Pacticipant
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** What is said of an application beside its name. An emptied field is cleared. */
export function EditDialog({ application, isOpen, onClose }: EditDialogProps) {
  const save = useChange(broker.savePacticipant, onClose)
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    save.mutate({
      name: application.name,
      displayName: textIn(form, 'displayName') ?? null,
      repositoryUrl: textIn(form, 'repositoryUrl') ?? null,
      mainBranch: textIn(form, 'mainBranch') ?? null,
    })
  }
  return (
    <Dialog title={`Edit ${application.name}`} isOpen={isOpen} onClose={onClose}>
      <form onSubmit={send} className={css.form}>
        <label className={fields.field}>
          <span>Display name</span>
          <input name="displayName" defaultValue={application.displayName} autoComplete="off" />
        </label>
        <label className={fields.field}>
          <span>Address of the repository</span>
          <input name="repositoryUrl" type="url" defaultValue={application.repositoryUrl} autoComplete="off" />
        </label>
        <label className={fields.field}>
          <span>Main branch</span>
          <input name="mainBranch" defaultValue={application.mainBranch} autoComplete="off" />
        </label>
        <Failure error={save.error} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isPending={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
