import css from './Problems.module.css'

/** What the broker has against a form that belongs to none of its fields. */
export function Problems({ sentences = [] }: { readonly sentences?: readonly string[] | undefined }) {
  return sentences.map((sentence) => (
    <p key={sentence} role="alert" className={css.problem}>
      {sentence}
    </p>
  ))
}

/** Why something did not come about. */
export function Failure({ error }: { readonly error: Error | null }) {
  return <Problems sentences={error ? [error.message] : []} />
}
