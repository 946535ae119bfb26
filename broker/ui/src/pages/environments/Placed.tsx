import type { PlacedVersion } from '@tallystick/client/wire'
import css from './Placed.module.css'

/** A version with its branch, and what tells it apart from others of the same application. */
export function Placed({ number, branch, how, applicationInstance }: PlacedVersion) {
  return (
    <span className={css.placed}>
      <code title={number}>{number}</code>
      {branch && <span className={css.branch}>{branch}</span>}
      {how === 'released' && <span className={css.kind}>released</span>}
      {applicationInstance && (
        <span className={css.kind}>
          <span className="visually-hidden">instance </span>
          {applicationInstance}
        </span>
      )}
    </span>
  )
}
