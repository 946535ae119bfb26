import type { Webhook } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Failure } from '../../components/Problems.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { formOf, toSave } from './form.ts'
import { useMayChange } from './use-may-change.ts'

function DeleteDialog({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const run = useMutation({
    mutationFn: () => broker.deleteWebhook(webhook.uuid),
    onSuccess: async () => {
      await navigate({ to: '/webhooks', ignoreBlocker: true })
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <ConfirmDialog title="Delete this webhook?" action="Delete webhook" run={run} onClose={onClose}>
      <p>
        “{webhook.description}” is not sent any more, and what waits to be delivered is given up. To stop it for a while
        only, disable it.
      </p>
    </ConfirmDialog>
  )
}

/** What can be done with a webhook as a whole. */
export function WebhookActions({ webhook }: { readonly webhook: Webhook }) {
  const [isDeleting, setDeleting] = useState(false)
  const { uuid, enabled } = webhook
  const refusal = useMayChange(webhook)
  const switching = useChange(() => broker.saveWebhook(uuid, toSave({ ...formOf(webhook), enabled: !enabled })))
  return (
    <>
      <Failure error={switching.error} />
      <Button refusal={refusal} isPending={switching.isPending} onPress={() => switching.mutate()}>
        {enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button look="danger" refusal={refusal} onPress={() => setDeleting(true)}>
        Delete
      </Button>
      {isDeleting && <DeleteDialog webhook={webhook} onClose={() => setDeleting(false)} />}
    </>
  )
}
