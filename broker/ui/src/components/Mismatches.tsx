import type { InteractionMismatch } from '@tallystick/client/wire'
import css from './Mismatches.module.css'

function placeOf({ attribute, identifier }: InteractionMismatch): string {
  const name = attribute === 'exception' ? 'It could not be verified' : (attribute ?? 'It did not fit')
  const place = name.slice(0, 1).toUpperCase() + name.slice(1)
  return identifier === undefined ? place : `${place} ${identifier}`
}

/** What did not fit, with where. */
export function Mismatches({ mismatches }: { readonly mismatches: readonly InteractionMismatch[] }) {
  if (mismatches.length === 0) return <p>It failed. The tool that verified it did not say why.</p>
  return (
    <ul className={css.mismatches} aria-label="What did not fit">
      {mismatches.map((mismatch, index) => (
        <li key={index}>
          <p className={css.where}>{placeOf(mismatch)}</p>
          <p className={css.what}>{mismatch.description}</p>
        </li>
      ))}
    </ul>
  )
}
