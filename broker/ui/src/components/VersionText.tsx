import css from './VersionText.module.css'

interface VersionTextProps {
  readonly version: { readonly number: string; readonly branch: string | null }
}

/** The number of a version, and the branch it is on. */
export function VersionText({ version: { number, branch } }: VersionTextProps) {
  return (
    <span className={css.version}>
      <code>{number}</code>
      {branch !== null && (
        <span className={css.branch}>
          <span className="visually-hidden">on branch </span>
          {branch}
        </span>
      )}
    </span>
  )
}
