// What was filled in, as the parameters of the API.

import { textIn } from '../../components/text-in.ts'
import { DEFAULT_LIMIT, selectorOf, targetFields } from './choices.ts'
import type { MatrixSearch, SelectorFields } from './search.ts'

const chosenIn = (form: FormData, name: string) => ({
  which: textIn(form, `${name}.which`),
  text: textIn(form, `${name}.text`),
})

/** Rows without an application say nothing. */
function selectorsIn(form: FormData, rows: readonly string[]): readonly SelectorFields[] {
  return rows.flatMap((row) => {
    const pacticipant = textIn(form, `${row}.pacticipant`)
    return pacticipant === undefined ? [] : [selectorOf(pacticipant, chosenIn(form, row))]
  })
}

export interface Rows {
  readonly selectors: readonly string[]
  readonly ignored: readonly string[]
}

export function searchIn(form: FormData, rows: Rows): MatrixSearch {
  const ignored = selectorsIn(form, rows.ignored)
  const outcomes = form.getAll('success').map(String)
  const limit = textIn(form, 'limit')
  return {
    q: [...selectorsIn(form, rows.selectors)],
    ...(ignored.length > 0 && { ignore: [...ignored] }),
    ...targetFields(chosenIn(form, 'target')),
    latestby: textIn(form, 'latestby'),
    ...(outcomes.length > 0 && { success: outcomes }),
    limit: limit === String(DEFAULT_LIMIT) ? undefined : limit,
  }
}
