import type { Environment } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import type { FieldErrors } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { FormField } from '../../components/FormField.tsx'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { pacticipantsQuery } from '../../data/pacticipants.ts'
import { newestVersionsQuery } from './queries.ts'
import { recordErrors } from './record-errors.ts'
import css from './forms.module.css'

/** In which way a version comes to an environment. */
export type How = 'deployed' | 'released'

interface RecordDialogProps {
  readonly environment: Environment
  /** Undefined: closed. */
  readonly how: How | undefined
  readonly onClose: () => void
  readonly onRecorded: (sentence: string) => void
}

interface Recording {
  readonly how: How
  readonly pacticipant: string
  readonly version: string
  readonly applicationInstance: string | undefined
}

async function record({ how, ...recording }: Recording, environment: string): Promise<void> {
  const { pacticipant, version } = recording
  if (how === 'deployed') await broker.recordDeployment({ ...recording, environment })
  else await broker.recordRelease({ pacticipant, version, environment })
}

const explanations: Readonly<Record<How, string>> = {
  deployed: 'It takes the place of the version that runs there now.',
  released: 'It is supported beside the versions that were released before, as an app on phones is.',
}

function RecordFields({ how, errors }: { readonly how: How; readonly errors: FieldErrors }) {
  const [pacticipant, setPacticipant] = useState('')
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const isKnown = pacticipants.some(({ name }) => name === pacticipant)
  const { data: newest } = useQuery({ ...newestVersionsQuery(pacticipant), enabled: isKnown })
  const lists = useId()
  return (
    <>
      <FormField label="Application" errors={errors['pacticipant']}>
        {(ties) => (
          <input
            {...ties}
            name="pacticipant"
            list={`${lists}-applications`}
            value={pacticipant}
            onChange={({ target }) => setPacticipant(target.value)}
            required
            autoComplete="off"
          />
        )}
      </FormField>
      <datalist id={`${lists}-applications`}>
        {pacticipants.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <FormField label="Version" errors={errors['version']}>
        {(ties) => <input {...ties} name="version" list={`${lists}-versions`} required autoComplete="off" />}
      </FormField>
      <datalist id={`${lists}-versions`}>
        {isKnown &&
          newest?._embedded.versions.map(({ number, branches }) => (
            <option key={number} value={number} label={branches.map(({ name }) => name).join(', ') || undefined} />
          ))}
      </datalist>
      {how === 'deployed' && (
        <FormField
          label="Instance"
          errors={errors['applicationInstance']}
          hint="Only where several instances of the application run in this environment"
        >
          {(ties) => <input {...ties} name="applicationInstance" autoComplete="off" />}
        </FormField>
      )}
    </>
  )
}

interface Attempt {
  readonly error: Error | null
  readonly variables: Recording | undefined
}

function useRecordErrors({ error, variables }: Attempt): FieldErrors {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const pacticipant = variables?.pacticipant ?? ''
  return recordErrors(error, { pacticipant, isKnown: pacticipants.some(({ name }) => name === pacticipant) })
}

function recordingIn(form: FormData, how: How): Recording {
  return {
    how,
    pacticipant: textIn(form, 'pacticipant') ?? '',
    version: textIn(form, 'version') ?? '',
    applicationInstance: textIn(form, 'applicationInstance'),
  }
}

/** Records that a version was deployed, or released, to an environment. */
export function RecordDialog({ environment, how, onClose, onRecorded }: RecordDialogProps) {
  const save = useChange(
    (asked: Recording) => record(asked, environment.name),
    (_, { pacticipant, version, how }) => {
      close()
      onRecorded(`${pacticipant} ${version} is recorded as ${how}.`)
    },
  )
  const close = () => {
    save.reset()
    onClose()
  }
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(recordingIn(new FormData(event.currentTarget), how ?? 'deployed'))
  }
  const errors = useRecordErrors(save)
  return (
    <Dialog
      title={`Record a ${how === 'released' ? 'release' : 'deployment'} to ${environment.displayName}`}
      isOpen={how !== undefined}
      onClose={close}
    >
      <form onSubmit={send} className={css.form}>
        {how && <p>{explanations[how]}</p>}
        <RecordFields how={how ?? 'deployed'} errors={errors} />
        <Problems sentences={errors['']} />
        <DialogActions>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" type="submit" isPending={save.isPending}>
            Record
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
