import { Command } from '../../components/Command.tsx'
import { brokerUrl } from '../../data/broker.ts'
import css from './FirstSteps.module.css'

const steps = [
  { title: 'Write a first consumer test', command: 'npx tally init consumer' },
  {
    title: 'Publish the contract that it writes',
    command: `npx tally publish contracts --broker-base-url ${brokerUrl}`,
  },
  {
    title: 'Verify it where the provider is',
    command: `npx tally verify --provider <name> --broker-base-url ${brokerUrl}`,
  },
] as const

/** Shown as long as there is nothing to show. */
export function FirstSteps() {
  return (
    <section className={css.steps} aria-labelledby="first-steps">
      <h2 id="first-steps">Nobody has published a contract yet</h2>
      <p>
        A consumer’s tests record what it expects of a provider. Three commands bring the first contract here. Suites
        that use Pact can publish theirs as they are.
      </p>
      <ol>
        {steps.map(({ title, command }, index) => (
          <li key={title}>
            <h3>
              {index + 1}. {title}
            </h3>
            <Command text={command} label={title} />
          </li>
        ))}
      </ol>
    </section>
  )
}
