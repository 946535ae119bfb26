import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { broker } from '../../data/broker.ts'

interface RevokeDialogProps {
  readonly override: { readonly uuid: string }
  readonly onClose: () => void
}

/** Ends an override before its time. */
export function RevokeDialog({ override: { uuid }, onClose }: RevokeDialogProps) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: () => broker.revokeOverride(uuid),
    async onSuccess() {
      await queries.invalidateQueries()
      onClose()
    },
  })
  return (
    <ConfirmDialog title="Revoke this override?" action="Revoke override" run={run} onClose={onClose}>
      <p>
        From then on the answer is again what was found. What was deployed meanwhile stays where it is, and the override
        stays on record.
      </p>
    </ConfirmDialog>
  )
}
