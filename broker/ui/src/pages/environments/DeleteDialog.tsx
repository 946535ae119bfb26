import type { Environment } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { broker } from '../../data/broker.ts'
import css from './forms.module.css'

interface DeleteDialogProps {
  readonly environment: Environment
  /** How many versions are in it now. */
  readonly count: number | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says what goes, and that it can be brought back. */
export function DeleteDialog({ environment, count, isOpen, onClose }: DeleteDialogProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => broker.deleteEnvironment(environment.name),
    async onSuccess() {
      queries.removeQueries({ queryKey: ['board'] })
      await navigate({ to: '/environments' })
      await queries.invalidateQueries()
    },
  })
  const close = () => {
    remove.reset()
    onClose()
  }
  const now = count === undefined ? '' : count === 1 ? ', 1 version now,' : `, ${count} versions now,`
  return (
    <Dialog title={`Delete ${environment.displayName}`} isOpen={isOpen} onClose={close}>
      <p>
        What is recorded as deployed or released in it{now} goes with it, and its history. Applications, their versions,
        contracts and results stay. Nobody can ask any more whether something can be deployed there.
      </p>
      <p>
        It can be undone for 14 days, unless the broker is set up otherwise: it is then among{' '}
        <Link to="/settings/deleted">what was deleted</Link>.
      </p>
      {remove.error && (
        <p role="alert" className={css.error}>
          {remove.error.message}
        </p>
      )}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button look="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
          Delete {environment.displayName}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
