import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { ApplicationField } from '../../components/ApplicationField.tsx'
import { Button } from '../../components/Button.tsx'
import { EnvironmentOptions } from '../../components/EnvironmentOptions.tsx'
import fields from '../../components/fields.module.css'
import { environmentsQuery } from '../../data/environments.ts'
import { whichChoices, whichOf } from './choices.ts'
import type { SelectorFields as Selector } from './search.ts'
import css from './QuestionForm.module.css'

type Asked = 'version' | 'branch' | 'tag' | 'environment'

const askedNames: Readonly<Record<Asked, string>> = {
  version: 'Number',
  branch: 'Branch',
  tag: 'Tag',
  environment: 'Environment',
}

interface AskedFieldProps {
  readonly name: string
  readonly asks: Asked
  readonly value: string | undefined
}

/** The version, branch, tag or environment that a choice is about. */
function AskedField({ name, asks, value }: AskedFieldProps) {
  const { data: environments = [] } = useQuery(environmentsQuery)
  const isListed = environments.some((environment) => environment.name === value)
  return (
    <label className={fields.field}>
      <span>{askedNames[asks]}</span>
      {asks === 'environment' ? (
        <select key={environments.length} name={name} defaultValue={value ?? ''} required>
          <option value="" disabled>
            Choose
          </option>
          {value !== undefined && !isListed && <option value={value}>{value}</option>}
          <EnvironmentOptions environments={environments} />
        </select>
      ) : (
        <input key={asks} name={name} defaultValue={value} required autoComplete="off" />
      )}
    </label>
  )
}

interface ChoiceProps<Value extends string> {
  readonly name: string
  readonly label: string
  readonly chosen: Value
  readonly choices: readonly { readonly value: Value; readonly name: string; readonly asks?: Asked }[]
  /** What was asked for with the choice, as the address says. */
  readonly valueOf: (asks: Asked) => string | undefined
}

/** A choice in words, with what has to be said for it. */
export function ChoiceFields<Value extends string>({ name, label, chosen, choices, valueOf }: ChoiceProps<Value>) {
  const [which, setWhich] = useState<string>(chosen)
  const asks = choices.find(({ value }) => value === which)?.asks
  return (
    <>
      <label className={fields.field}>
        <span>{label}</span>
        <select name={`${name}.which`} value={which} onChange={({ target }) => setWhich(target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.name}
            </option>
          ))}
        </select>
      </label>
      {asks && <AskedField name={`${name}.text`} asks={asks} value={valueOf(asks)} />}
    </>
  )
}

interface SelectorFieldsProps {
  readonly name: string
  readonly legend: string
  readonly selector: Selector
  readonly isRequired?: boolean
  readonly onRemove?: (() => void) | undefined
}

/** Which versions of an application. */
export function SelectorFields({ name, legend, selector, isRequired, onRemove }: SelectorFieldsProps) {
  return (
    <fieldset className={css.row}>
      <legend className="visually-hidden">{legend}</legend>
      <ApplicationField name={`${name}.pacticipant`} value={selector.pacticipant} isRequired={isRequired} />
      <ChoiceFields
        name={name}
        label="Versions"
        chosen={whichOf(selector)}
        choices={whichChoices}
        valueOf={(asks) => selector[asks]}
      />
      {onRemove && (
        <Button look="quiet" aria-label={`Remove: ${legend}`} onPress={onRemove}>
          <X size={16} aria-hidden /> Remove
        </Button>
      )}
    </fieldset>
  )
}
