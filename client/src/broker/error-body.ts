/**
 * Brokers say what is wrong in several shapes: one sentence in `error`, lists by field in `errors`, a plain list in
 * `errors`, notices, or problem+json with `title`, `detail` and `errors[].detail`. All of them become sentences here; a
 * field's name stands before its sentences, since they read "is missing" or "cannot be blank".
 */
type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' && value.trim() ? [value.trimEnd()] : []

function sentencesOfItem(item: unknown): readonly string[] {
  if (!isObject(item)) return texts(item)
  const place = typeof item.pointer === 'string' ? item.pointer : item.parameter
  return texts(item.detail ?? item.title).map((text) => (typeof place === 'string' ? `${place}: ${text}` : text))
}

function sentencesOfErrors(errors: unknown): readonly string[] {
  if (Array.isArray(errors)) return errors.flatMap(sentencesOfItem)
  if (!isObject(errors)) return texts(errors)
  return Object.entries(errors).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap(texts).map((text) => (field ? `${field}: ${text}` : text)),
  )
}

function sentencesOfNotices(notices: unknown): readonly string[] {
  if (!Array.isArray(notices)) return []
  return notices.flatMap((notice) => (isObject(notice) ? texts(notice.text) : []))
}

/** What the body of an error reply says, as sentences; none where it says nothing that people can read. */
export function sentencesOf(body: unknown): readonly string[] {
  if (!isObject(body)) return []
  const notices = sentencesOfNotices(body.notices)
  if (notices.length > 0) return notices
  const listed = sentencesOfErrors(body.errors)
  if (listed.length > 0) return listed
  if (isObject(body.error)) return texts(body.error.message)
  return texts(body.error ?? body.detail ?? body.title)
}
