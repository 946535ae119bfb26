import type { Environment } from '@tallystick/client/wire'
import { useNavigate } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { type FieldErrors, errorsBeside, fieldErrorsOf } from '../../components/field-errors.ts'
import { FormField } from '../../components/FormField.tsx'
import { Problems } from '../../components/Problems.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { emailOf, environmentIn } from './environment-form.ts'
import css from './forms.module.css'

interface EnvironmentDialogProps {
  /** Without it, a new one. */
  readonly environment?: Environment
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Contacts = NonNullable<Environment['contacts']>

function ContactFields({ contacts }: { readonly contacts: Contacts }) {
  const [rows, setRows] = useState(() =>
    contacts.map((contact, place) => ({ key: String(place), place: String(place), contact })),
  )
  const [added, setAdded] = useState(0)
  const add = () => {
    setRows([...rows, { key: `new ${added}`, place: '', contact: { name: '' } }])
    setAdded(added + 1)
  }
  return (
    <fieldset className={css.contacts}>
      <legend>Contacts</legend>
      {rows.map(({ key, place, contact }, index) => (
        <div key={key} className={css.contact}>
          <input type="hidden" name="contactPlace" value={place} />
          <input
            name="contactName"
            aria-label={`Name of contact ${index + 1}`}
            placeholder="Name"
            defaultValue={contact.name}
            autoComplete="off"
          />
          <input
            name="contactEmail"
            type="email"
            aria-label={`E-mail address of contact ${index + 1}`}
            placeholder="E-mail address"
            defaultValue={emailOf(contact)}
            autoComplete="off"
          />
          <Button
            look="quiet"
            aria-label={`Remove contact ${index + 1}`}
            onPress={() => setRows(rows.filter((row) => row.key !== key))}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
      <Button look="quiet" onPress={add}>
        <Plus size={16} aria-hidden /> Add a contact
      </Button>
    </fieldset>
  )
}

interface EnvironmentFieldsProps {
  readonly environment: Environment | undefined
  readonly errors: FieldErrors
}

function EnvironmentFields({ environment, errors }: EnvironmentFieldsProps) {
  return (
    <>
      <FormField
        label="Name"
        errors={withoutName(errors['name'])}
        hint="As pipelines name it, without spaces: production"
      >
        {(ties) => <input {...ties} name="name" defaultValue={environment?.name} required autoComplete="off" />}
      </FormField>
      <FormField label="Display name" errors={errors['displayName']} hint="As people read it: Production, Europe">
        {(ties) => <input {...ties} name="displayName" defaultValue={environment?.displayName} autoComplete="off" />}
      </FormField>
      <label className={css.check}>
        <input type="checkbox" name="production" defaultChecked={environment?.production} />
        It is a production environment
      </label>
      <ContactFields contacts={environment?.contacts ?? []} />
    </>
  )
}

const isShown = (field: string) => field === 'name' || field === 'displayName'

/** The broker names the field in some sentences; here its label stands before them. */
const withoutName = (sentences: readonly string[] | undefined) => sentences?.map((text) => text.replace(/^name /, ''))

/** Creates an environment, or changes what is said of one. */
export function EnvironmentDialog({ environment, isOpen, onClose }: EnvironmentDialogProps) {
  const navigate = useNavigate()
  const save = useChange(
    (form: FormData) => {
      const details = environmentIn(form, environment)
      return environment ? broker.updateEnvironment(environment.name, details) : broker.createEnvironment(details)
    },
    async ({ uuid }) => {
      close()
      if (!environment) await navigate({ to: '/environments/$environment', params: { environment: uuid } })
    },
  )
  const close = () => {
    save.reset()
    onClose()
  }
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(new FormData(event.currentTarget))
  }
  const errors = fieldErrorsOf(save.error)
  return (
    <Dialog title={environment ? `Edit ${environment.displayName}` : 'New environment'} isOpen={isOpen} onClose={close}>
      <form onSubmit={send} className={css.form}>
        <EnvironmentFields environment={environment} errors={errors} />
        <Problems sentences={errorsBeside(errors, isShown)} />
        <DialogActions>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" type="submit" isPending={save.isPending}>
            {environment ? 'Save' : 'Create'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
