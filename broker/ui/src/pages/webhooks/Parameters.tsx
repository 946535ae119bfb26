import type { WebhookPreview } from '@tallystick/client/wire'
import { useState } from 'react'
import css from './Preview.module.css'

interface ParametersProps {
  readonly parameters: WebhookPreview['parameters']
  readonly onInsert: (parameter: string) => void
  readonly insertsInto: string
}

/** All that a template can speak of. Those that have something to say for the event come first. */
export function Parameters({ parameters, onInsert, insertsInto }: ParametersProps) {
  const [isWhole, setWhole] = useState(false)
  const filled = parameters.filter(({ value }) => value !== '')
  const empty = parameters.filter(({ value }) => value === '')
  return (
    <section className={css.parameters} aria-labelledby="webhook-parameters">
      <h3 id="webhook-parameters">Parameters</h3>
      <p className={css.soft}>
        They stand for something of the event. Click one to put it into <strong>{insertsInto}</strong>.
      </p>
      <ul>
        {[...filled, ...(isWhole ? empty : [])].map(({ name, description, value }) => (
          <li key={name}>
            <button type="button" className={css.parameter} onClick={() => onInsert(`\${pactbroker.${name}}`)}>
              <code>{name}</code>
            </button>
            <span className={css.soft}>{description}</span>
            <code className={css.value}>{value === '' ? 'empty for this event' : value}</code>
          </li>
        ))}
      </ul>
      {empty.length > 0 && (
        <button type="button" className={css.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Hide' : 'Show'} the {empty.length} that are empty for this event
        </button>
      )}
    </section>
  )
}
