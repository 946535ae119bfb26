import { useNavigate } from '@tanstack/react-router'
import type { SubmitEvent } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { FormField } from '../../components/FormField.tsx'
import { fieldErrorsOf } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import css from './accounts.module.css'

interface TeamDialogProps {
  /** Without it, a new one. */
  readonly team?: { readonly uuid: string; readonly name: string }
  readonly onClose: () => void
}

/** Creates a team, or gives one another name. */
export function TeamDialog({ team, onClose }: TeamDialogProps) {
  const navigate = useNavigate()
  const save = useChange(
    (name: string) => (team ? broker.renameTeam(team.uuid, { name }) : broker.createTeam({ name })),
    async ({ uuid }) => {
      onClose()
      await navigate({ to: '/teams/$team', params: { team: uuid }, replace: team !== undefined })
    },
  )
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(textIn(new FormData(event.currentTarget), 'name') ?? '')
  }
  const errors = fieldErrorsOf(save.error)
  return (
    <Dialog title={team ? `Rename ${team.name}` : 'New team'} isOpen onClose={onClose}>
      <form onSubmit={send} className={css.form}>
        <FormField label="Name" errors={errors['name']}>
          {(ties) => <input {...ties} name="name" defaultValue={team?.name} required autoComplete="off" autoFocus />}
        </FormField>
        <Problems sentences={errors['']} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isPending={save.isPending}>
            {team ? 'Save' : 'Create'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
