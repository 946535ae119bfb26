import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { ApplicationField } from '../../components/ApplicationField.tsx'
import { Button } from '../../components/Button.tsx'
import { EnvironmentOptions } from '../../components/EnvironmentOptions.tsx'
import { textIn } from '../../components/text-in.ts'
import { environmentsQuery } from '../../data/environments.ts'
import type { DeploymentSearch } from './search.ts'
import fields from '../../components/fields.module.css'
import css from './QuestionForm.module.css'

type Which = 'main' | 'branch' | 'version'

const whichOf = ({ version, branch }: DeploymentSearch): Which =>
  version !== undefined ? 'version' : branch !== undefined ? 'branch' : 'main'

function VersionFields({ search }: { readonly search: DeploymentSearch }) {
  const [which, setWhich] = useState(whichOf(search))
  return (
    <>
      <label className={fields.field}>
        <span>Version</span>
        <select
          value={which}
          onChange={({ target }) =>
            setWhich(target.value === 'branch' || target.value === 'version' ? target.value : 'main')
          }
        >
          <option value="main">The newest of the main branch</option>
          <option value="branch">The newest of a branch</option>
          <option value="version">This version</option>
        </select>
      </label>
      {which !== 'main' && (
        <label className={fields.field}>
          <span>{which === 'branch' ? 'Branch' : 'Number'}</span>
          <input key={which} name={which} defaultValue={search[which]} required autoComplete="off" />
        </label>
      )}
    </>
  )
}

interface QuestionFormProps {
  readonly search: DeploymentSearch
  readonly onAsk: (asked: DeploymentSearch) => void
}

/** What is asked for. It goes into the address when it is sent. */
export function QuestionForm({ search, onAsk }: QuestionFormProps) {
  const { data: environments } = useSuspenseQuery(environmentsQuery)
  const navigate = useNavigate()
  const ask = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const asked = {
      pacticipant: textIn(form, 'pacticipant'),
      version: textIn(form, 'version'),
      branch: textIn(form, 'branch'),
      environment: textIn(form, 'environment'),
    }
    onAsk(asked)
    void navigate({ to: '/can-i-deploy', search: asked })
  }
  return (
    <form className={css.form} onSubmit={ask}>
      <ApplicationField name="pacticipant" value={search.pacticipant} isRequired />
      <VersionFields search={search} />
      <label className={fields.field}>
        <span>Environment</span>
        <select name="environment" defaultValue={search.environment ?? ''} required>
          <option value="" disabled>
            Choose
          </option>
          <EnvironmentOptions environments={environments} />
        </select>
      </label>
      <Button look="primary" type="submit">
        Ask
      </Button>
    </form>
  )
}
