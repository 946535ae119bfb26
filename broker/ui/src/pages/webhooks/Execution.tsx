import type { WebhookExecution } from '@tallystick/client/wire'
import { CircleCheck, CircleX } from 'lucide-react'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { MarkOf } from '../../components/StateMark.tsx'
import { requestText, responseText } from './http-text.ts'
import css from './Exchange.module.css'

const works = { name: 'It works', says: 'The answer counts as a success', icon: CircleCheck, tone: 'good' } as const
const fails = { name: 'It does not work', says: 'The answer counts as a failure', icon: CircleX, tone: 'bad' } as const

interface ExecutionProps {
  readonly execution: WebhookExecution
  readonly method: string
}

/** What came of trying a webhook out, as far as the broker shows it. */
export function Execution({ execution, method }: ExecutionProps) {
  const { request, response, error, message, logs, success } = execution
  return (
    <div className={css.exchange} role="status">
      <p>
        <MarkOf {...(success ? works : fails)} />
      </p>
      {error && <p className={css.error}>{error.message}</p>}
      <h3>Request</h3>
      <CodeBlock label="The request" language="http" text={requestText({ ...request, method })} />
      {response && (
        <>
          <h3>Response</h3>
          <CodeBlock label="The response" language="http" text={responseText(response)} />
        </>
      )}
      {message && <p className={css.soft}>{message}</p>}
      <details>
        <summary>Log</summary>
        <CodeBlock label="The log" text={logs} />
      </details>
    </div>
  )
}
