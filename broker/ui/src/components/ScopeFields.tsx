import { type Scope, scope as scopes } from '@tallystick/client/wire'
import { FieldProblems } from './FormField.tsx'
import css from './choices.module.css'
import { scopeWords } from './scope-words.ts'

interface ScopeFieldsProps {
  readonly chosen: readonly Scope[]
  readonly onChange: (chosen: readonly Scope[]) => void
  readonly errors: readonly string[] | undefined
}

/** Chooses what something may do; reading always. */
export function ScopeFields({ chosen, onChange, errors }: ScopeFieldsProps) {
  return (
    <fieldset className={css.group}>
      <legend>It may</legend>
      {scopes.options.map((scope) => (
        <label key={scope} className={css.choice}>
          <input
            type="checkbox"
            checked={scope === 'read' || chosen.includes(scope)}
            disabled={scope === 'read'}
            onChange={() =>
              onChange(chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope])
            }
          />
          <span>
            {scopeWords[scope].name} <span className={css.says}>{scopeWords[scope].says}</span>
          </span>
        </label>
      ))}
      <FieldProblems label="It" errors={errors} />
    </fieldset>
  )
}
