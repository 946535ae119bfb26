import type { TrustTrial } from '@tallystick/client/wire'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import fields from '../../components/fields.module.css'
import { FormField } from '../../components/FormField.tsx'
import { Failure } from '../../components/Problems.tsx'
import { broker } from '../../data/broker.ts'
import { readClaims } from './rule-form.ts'
import css from './trust-rules.module.css'

function Verdict({ trial: { name, grants, rules } }: { readonly trial: TrustTrial }) {
  return (
    <div className={css.verdict} role="status">
      {grants.length > 0 ? (
        <p>
          <strong>{name}</strong> would be let in. {grants.map(({ says }) => says).join(' ')}
        </p>
      ) : (
        <p>
          <strong>{name}</strong> would be refused: {rules.length === 0 ? 'no rule names its issuer.' : 'no rule fits.'}
        </p>
      )}
      {rules.map((rule) => (
        <div key={rule.uuid}>
          <p>
            {rule.name}: {rule.fits ? 'fits' : 'does not fit'}
          </p>
          <ul className={css.claims}>
            {rule.differences.map(({ claim, wanted, found }) => (
              <li key={claim}>
                <code>{claim}</code> has to be <code>{wanted}</code>
                {found === null ? ', and is not there' : ', and is '}
                {found !== null && <code>{found}</code>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

/** Says what a build with such claims would be allowed. */
export function TryDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const { unread, claims } = readClaims(text)
  const run = useMutation({ mutationFn: () => broker.tryTrustRules(claims) })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (unread.length === 0) run.mutate()
  }
  return (
    <Dialog title="Try claims" isOpen onClose={onClose}>
      <form onSubmit={send} className={fields.form}>
        <FormField
          label="Claims"
          errors={unread.map((line) => `have the line ‘${line}’, which is not like name=value.`)}
          hint="Those of the build, one a line, with iss and aud. What a build was refused with says them."
        >
          {(ties) => (
            <textarea
              {...ties}
              className={css.lines}
              value={text}
              required
              spellCheck={false}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </FormField>
        <Failure error={run.error} />
        {run.data && <Verdict trial={run.data} />}
        <DialogActions>
          <Button onPress={onClose}>Close</Button>
          <Button look="primary" type="submit" isPending={run.isPending}>
            Try
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
