import { GitBranch } from 'lucide-react'
import css from './VersionFacts.module.css'

interface VersionFactsProps {
  readonly number: string
  readonly branch: string | null
  /** Below each other in the narrow heads of a grid. */
  readonly isColumn?: boolean
  readonly environments: readonly { readonly name: string; readonly displayName?: string | undefined }[]
}

/** A version, and what makes it matter: its branch, and where it is. */
export function VersionFacts({ number, branch, environments, isColumn }: VersionFactsProps) {
  return (
    <span className={isColumn ? css.column : css.line}>
      <code title={number}>{number}</code>
      {branch !== null && (
        <span className={css.branch} title={`Branch ${branch}`}>
          <GitBranch size={12} aria-label="Branch" /> {branch}
        </span>
      )}
      {environments.length > 0 && (
        <span className={css.environments}>
          <span className="visually-hidden">In </span>
          {environments.map(({ name, displayName }) => (
            <span key={name} className={css.environment} title={`In ${displayName ?? name}`}>
              {displayName ?? name}
            </span>
          ))}
        </span>
      )}
    </span>
  )
}
