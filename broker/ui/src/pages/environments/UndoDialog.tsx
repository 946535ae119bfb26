import type { Environment, Inventory } from '@tallystick/client/wire'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'

type Version = Inventory['_embedded']['versions'][number]

interface UndoDialogProps {
  readonly environment: Environment
  /** What is to leave. */
  readonly version: Version
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
  const { how, pacticipant, number, applicationInstance } = version
  const run = useChange(
    () => undo(version, environment.name),
    () => {
      onClose()
      onUndone(`${pacticipant} ${number} is recorded as ${how === 'deployed' ? 'undeployed' : 'no longer supported'}.`)
    },
  )
  const what = `${pacticipant} ${number}${applicationInstance ? ` (${applicationInstance})` : ''}`
  const isDeployed = how === 'deployed'
  return (
    <ConfirmDialog
      title={isDeployed ? `Undeploy ${what}` : `End the support of ${what}`}
      action={isDeployed ? 'Record that it is undeployed' : 'Record that support ended'}
      run={run}
      onClose={onClose}
    >
      <p>
        {isDeployed
          ? `It is recorded that it does not run in ${environment.displayName} any more. Nobody has to fit to it there. This stops nothing: it only records it.`
          : `It is recorded that it is not supported in ${environment.displayName} any more. Nobody has to fit to it there.`}
      </p>
    </ConfirmDialog>
  )
}
