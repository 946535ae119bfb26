import { BrokerCallError } from '@tallystick/client'
import { validationErrors } from '@tallystick/client/wire'

/** Sentences by field, as the broker names them; those about no field are under an empty name. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>

export function fieldErrorsOf(error: Error | null): FieldErrors {
  if (!error) return {}
  if (!(error instanceof BrokerCallError)) return { '': [error.message] }
  const { data } = validationErrors.safeParse(error.body)
  if (!data) return { '': [error.message] }
  return Array.isArray(data.errors) ? { '': data.errors } : data.errors
}

/** The sentences that no field of the form shows, with what each is about. */
export const errorsBeside = (errors: FieldErrors, isShown: (field: string) => boolean): readonly string[] =>
  Object.entries(errors).flatMap(([field, sentences]) =>
    isShown(field) ? [] : sentences.map((sentence) => `${field} ${sentence}`.trim()),
  )
