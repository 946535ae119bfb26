import { type WebhookEventName, type WebhookPreview, webhookEventNames } from '@tallystick/client/wire'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { broker } from '../../data/broker.ts'
import { eventWords } from './events.ts'
import { FormField } from '../../components/FormField.tsx'
import { type WebhookForm, toPreview } from './form.ts'
import { requestText } from './http-text.ts'
import { Parameters } from './Parameters.tsx'
import css from './Preview.module.css'

const TYPING_MS = 200

/** The form, when the typing pauses. */
function usePaused(form: WebhookForm): WebhookForm {
  const [paused, setPaused] = useState(form)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(form), TYPING_MS)
    return () => clearTimeout(timer)
  }, [form])
  return paused
}

function usePreview(form: WebhookForm, event: WebhookEventName) {
  const draft = toPreview(usePaused(form), event)
  return useQuery({
    queryKey: ['webhook-preview', JSON.stringify(draft)],
    queryFn: () => broker.previewWebhook(draft),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

function Unknown({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <p className={css.warning} role="status">
      <TriangleAlert size={16} aria-hidden />
      <span>There is no parameter {names.join(', ')}. It is sent as it is written.</span>
    </p>
  )
}

function Request({ preview: { request } }: { readonly preview: WebhookPreview }) {
  return <CodeBlock label="The request" language="http" text={requestText({ ...request, url: request.url || '…' })} />
}

interface PreviewProps {
  readonly form: WebhookForm
  readonly onInsert: (parameter: string) => void
  /** Where parameters go that are clicked. */
  readonly insertsInto: string
}

/** The request as the broker would send it for an example of an event, while it is being written. */
export function Preview({ form, onInsert, insertsInto }: PreviewProps) {
  const [chosen, setChosen] = useState<WebhookEventName>()
  const event = chosen ?? form.events[0] ?? 'contract_content_changed'
  const { data: preview, error } = usePreview(form, event)
  return (
    <aside className={css.preview} aria-label="Preview">
      <h2>Preview</h2>
      <FormField label="With an example of">
        {(ties) => (
          <select
            {...ties}
            value={event}
            onChange={({ target }) => setChosen(webhookEventNames.find((name) => name === target.value))}
          >
            {webhookEventNames.map((name) => (
              <option key={name} value={name}>
                {eventWords[name].name}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {error && <p className={css.warning}>There is no preview: {error.message}</p>}
      {preview && (
        <>
          <Unknown names={preview.unknownParameters} />
          <Request preview={preview} />
          <Parameters parameters={preview.parameters} onInsert={onInsert} insertsInto={insertsInto} />
        </>
      )}
    </aside>
  )
}
