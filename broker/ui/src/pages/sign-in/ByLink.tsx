import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { SubmitEvent } from 'react'
import { Button } from '../../components/Button.tsx'
import { FormField } from '../../components/FormField.tsx'
import { fieldErrorsOf } from '../../components/field-errors.ts'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import type { ShownLink } from './link-secret.ts'
import css from './SignIn.module.css'

interface ByLinkProps {
  readonly secret: ShownLink
  readonly returnTo: string | undefined
}

/** Signs in when that is wanted, not when the link is opened: what previews links would use it up. */
export function ByLink({ secret: { secret, isFirst }, returnTo }: ByLinkProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const enter = useMutation({
    mutationFn: (name: string | undefined) => broker.signInByLink(name === undefined ? { secret } : { secret, name }),
    async onSuccess() {
      queries.clear()
      await navigate({ to: returnTo ?? '/' })
    },
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    enter.mutate(textIn(new FormData(event.currentTarget), 'name'))
  }
  const errors = fieldErrorsOf(enter.error)
  return (
    <form onSubmit={send} className={css.form}>
      <p className={css.soft}>
        {isFirst
          ? 'Nobody administers this broker yet. This link makes you its first administrator: you let the others in.'
          : 'This link signs you in. It is good for once.'}
      </p>
      {isFirst && (
        <FormField label="Your name" errors={errors['name']} hint="As others read it in lists and in the audit log">
          {(ties) => <input {...ties} name="name" required autoComplete="name" autoFocus />}
        </FormField>
      )}
      {[...(errors[''] ?? []), ...(errors['secret'] ?? [])].map((sentence) => (
        <p key={sentence} role="alert" className={css.problem}>
          <TriangleAlert size={18} aria-hidden />
          <span>{sentence}</span>
        </p>
      ))}
      <div>
        <Button look="primary" type="submit" isPending={enter.isPending}>
          {isFirst ? 'Become administrator' : 'Sign in'}
        </Button>
      </div>
    </form>
  )
}
