import type { Environment, Inventory } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { broker } from '../../data/broker.ts'
import css from './forms.module.css'

type Version = Inventory['_embedded']['versions'][number]

interface UndoDialogProps {
  readonly environment: Environment
  /** What is to leave; undefined: closed. */
  readonly version: Version | undefined
  readonly onClose: () => void
  readonly onUndone: (sentence: string) => void
}

async function undo(version: Version, environment: string): Promise<void> {
  const { how, pacticipant, number } = version
  const applicationInstance = version.applicationInstance ?? undefined
  if (how === 'deployed') await broker.recordUndeployment({ pacticipant, environment, applicationInstance })
  else await broker.recordSupportEnded({ pacticipant, version: number, environment })
}

/** Records that a version does not run in an environment any more, or is not supported there any more. */
export function UndoDialog({ environment, version, onClose, onUndone }: UndoDialogProps) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (version: Version) => undo(version, environment.name),
    async onSuccess(_, { how, pacticipant, number }) {
      await queries.invalidateQueries()
      close()
      onUndone(`${pacticipant} ${number} is recorded as ${how === 'deployed' ? 'undeployed' : 'no longer supported'}.`)
    },
  })
  const close = () => {
    save.reset()
    onClose()
  }
  if (!version) return null
  const { how, pacticipant, number, applicationInstance } = version
  const what = `${pacticipant} ${number}${applicationInstance ? ` (${applicationInstance})` : ''}`
  const isDeployed = how === 'deployed'
  return (
    <Dialog title={isDeployed ? `Undeploy ${what}` : `End the support of ${what}`} isOpen onClose={close}>
      <p>
        {isDeployed
          ? `It is recorded that it does not run in ${environment.displayName} any more. Nobody has to fit to it there. This stops nothing: it only records it.`
          : `It is recorded that it is not supported in ${environment.displayName} any more. Nobody has to fit to it there.`}
      </p>
      {save.error && (
        <p role="alert" className={css.error}>
          {save.error.message}
        </p>
      )}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button look="danger" isPending={save.isPending} onPress={() => save.mutate(version)}>
          {isDeployed ? 'Record that it is undeployed' : 'Record that support ended'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
