import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'

interface RevokeDialogProps {
  readonly override: { readonly uuid: string }
  readonly onClose: () => void
}

/** Ends an override before its time. */
export function RevokeDialog({ override: { uuid }, onClose }: RevokeDialogProps) {
  const run = useChange(() => broker.revokeOverride(uuid), onClose)
  return (
    <ConfirmDialog title="Revoke this override?" action="Revoke override" run={run} onClose={onClose}>
      <p>
        From then on the answer is again what was found. What was deployed meanwhile stays where it is, and the override
        stays on record.
      </p>
    </ConfirmDialog>
  )
}
