import type { SignInLink } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'
import { Button } from '../../components/Button.tsx'
import { Command } from '../../components/Command.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { FormField } from '../../components/FormField.tsx'
import { fieldErrorsOf } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { textIn } from '../../components/text-in.ts'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import css from './accounts.module.css'

/** A link, and whose it is. */
export interface SentLink extends SignInLink {
  readonly name: string
}

/** The link, as long as it can be read. */
export function SignInLinkDialog({ link, onClose }: { readonly link: SentLink; readonly onClose: () => void }) {
  return (
    <Dialog title={`A link for ${link.name}`} isOpen onClose={onClose}>
      <p>Give it to them alone: whoever opens it first is signed in as {link.name}. It is never shown again.</p>
      <Command text={link.url} label={`The link of ${link.name}`} />
      <p className={css.soft}>
        It is good for once, and expires <Time at={link.expiresAt} />.
      </p>
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface NewPersonProps {
  readonly onCreated: (link: SentLink) => void
  readonly onClose: () => void
}

/** Makes somebody known who signs in by a link. */
export function NewPerson({ onCreated, onClose }: NewPersonProps) {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: broker.createPerson,
    async onSuccess({ name, signInLink }) {
      onCreated({ name, ...signInLink })
      await queries.invalidateQueries()
    },
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    create.mutate({
      name: textIn(form, 'name') ?? '',
      email: textIn(form, 'email') ?? null,
      administrator: form.has('administrator'),
    })
  }
  const errors = fieldErrorsOf(create.error)
  return (
    <Dialog title="New person" isOpen onClose={onClose}>
      <form onSubmit={send} className={css.form}>
        <p className={css.soft}>
          They sign in by a link that you give them. Those of an identity provider come by themselves.
        </p>
        <FormField label="Name" errors={errors['name']}>
          {(ties) => <input {...ties} name="name" required autoComplete="off" autoFocus />}
        </FormField>
        <FormField label="E-mail address" errors={errors['email']}>
          {(ties) => <input {...ties} name="email" type="email" autoComplete="off" />}
        </FormField>
        <label className={css.check}>
          <input type="checkbox" name="administrator" /> Administrator: may do everything
        </label>
        <Problems sentences={errors['']} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isPending={create.isPending}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
