import type { Webhook } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { broker } from '../../data/broker.ts'
import { formOf, toSave } from './form.ts'
import { useMayChange } from './use-may-change.ts'
import css from './Exchange.module.css'

function DeleteDialog({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => broker.deleteWebhook(webhook.uuid),
    onSuccess: async () => {
      await navigate({ to: '/webhooks', ignoreBlocker: true })
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <Dialog title="Delete this webhook?" isOpen onClose={onClose}>
      <p>
        “{webhook.description}” is not sent any more, and what waits to be delivered is given up. To stop it for a while
        only, disable it.
      </p>
      {deletion.error && (
        <p role="alert" className={css.error}>
          {deletion.error.message}
        </p>
      )}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="danger" isPending={deletion.isPending} onPress={() => deletion.mutate()}>
          Delete webhook
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** What can be done with a webhook as a whole. */
export function WebhookActions({ webhook }: { readonly webhook: Webhook }) {
  const [isDeleting, setDeleting] = useState(false)
  const queries = useQueryClient()
  const { uuid, enabled } = webhook
  const refusal = useMayChange(webhook)
  const switching = useMutation({
    mutationFn: () => broker.saveWebhook(uuid, toSave({ ...formOf(webhook), enabled: !enabled })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <>
      {switching.error && (
        <p role="alert" className={css.error}>
          {switching.error.message}
        </p>
      )}
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
