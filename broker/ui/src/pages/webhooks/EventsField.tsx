import { type WebhookEventName, webhookEventNames } from '@tallystick/client/wire'
import { eventWords } from './events.ts'
import { FieldProblems } from '../../components/FormField.tsx'
import css from './WebhookForm.module.css'

interface EventsFieldProps {
  readonly events: readonly WebhookEventName[]
  readonly errors: readonly string[] | undefined
  readonly onChange: (events: readonly WebhookEventName[]) => void
}

export function EventsField({ events, errors, onChange }: EventsFieldProps) {
  return (
    <fieldset className={css.events}>
      <legend className="visually-hidden">Events</legend>
      {webhookEventNames.map((name) => (
        <label key={name} className={css.event}>
          <input
            type="checkbox"
            checked={events.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...events, name] : events.filter((other) => other !== name))
            }
          />
          <span>
            {eventWords[name].name}
            <span className={css.says}>{eventWords[name].says}</span>
          </span>
        </label>
      ))}
      <FieldProblems label="Events" errors={errors} />
    </fieldset>
  )
}
