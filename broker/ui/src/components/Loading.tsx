import css from './Loading.module.css'

/** Grey lines where text will be; announced once to those who do not see them. */
export function Loading() {
  return (
    <div className={css.loading} role="status" data-loading>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: 6 }, (_, line) => (
        <div key={line} className={css.line} style={{ width: `${92 - line * 9}%` }} />
      ))}
    </div>
  )
}
