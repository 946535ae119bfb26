import type { Environment } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { broker } from '../../data/broker.ts'

interface DeleteDialogProps {
  readonly environment: Environment
  /** How many versions are in it now. */
  readonly count: number | undefined
  readonly onClose: () => void
}

/** Says what goes, and that it can be brought back. */
export function DeleteDialog({ environment, count, onClose }: DeleteDialogProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const run = useMutation({
    mutationFn: () => broker.deleteEnvironment(environment.name),
    async onSuccess() {
      queries.removeQueries({ queryKey: ['board'] })
      await navigate({ to: '/environments' })
      await queries.invalidateQueries()
    },
  })
  const now = count === undefined ? '' : count === 1 ? ', 1 version now,' : `, ${count} versions now,`
  return (
    <ConfirmDialog
      title={`Delete ${environment.displayName}`}
      action={`Delete ${environment.displayName}`}
      run={run}
      onClose={onClose}
    >
      <p>
        What is recorded as deployed or released in it{now} goes with it, and its history. Applications, their versions,
        contracts and results stay. Nobody can ask any more whether something can be deployed there.
      </p>
      <p>
        It can be undone for 14 days, unless the broker is set up otherwise: it is then among{' '}
        <Link to="/settings/deleted">what was deleted</Link>.
      </p>
    </ConfirmDialog>
  )
}
