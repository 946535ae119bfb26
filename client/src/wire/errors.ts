import { z } from 'zod'

/**
 * What can go wrong, as a closed list: the status and the title of every error the broker answers with.
 *
 * @example
 * errors['not-found'] // → { status: 404, title: 'Not found' }
 */
export const errors = {
  'malformed-request': { status: 400, title: 'Malformed request' },
  'validation-error': { status: 400, title: 'Validation errors' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'not-acceptable': { status: 406, title: 'Not acceptable' },
  conflict: { status: 409, title: 'Conflict' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'unprocessable-content': { status: 422, title: 'Unprocessable content' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'server-error': { status: 500, title: 'Server error' },
  unavailable: { status: 503, title: 'Service unavailable' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>

/** The name of an error in that list. */
export type ErrorCode = keyof typeof errors

/**
 * What every error says, unless it is about fields.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Nobody')
 * errorMessage.safeParse(await reply.json()).success // → true
 */
export const errorMessage = z.object({ error: z.string() })
/** What went wrong, in a sentence. */
export type ErrorMessage = z.infer<typeof errorMessage>

/**
 * Sentences by field (dotted for nested ones, empty for the whole), or a plain list where questions are refused.
 *
 * @example
 * const headers = { 'content-type': 'application/json' }
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants', { method: 'POST', headers, body: '{}' })
 * validationErrors.parse(await reply.json()).errors // → { name: ['is missing'] }
 */
export const validationErrors = z.object({
  errors: z.union([z.record(z.string(), z.array(z.string())), z.array(z.string())]),
})
/** What is wrong with the fields of a request. */
export type ValidationErrors = z.infer<typeof validationErrors>

/**
 * An error that is the broker's own: the log has the details under the reference.
 *
 * @example
 * serverError.parse({ error: { message: 'An error has occurred', reference: 'x7Kq2' } }).error.reference // → 'x7Kq2'
 */
export const serverError = z.object({ error: z.object({ message: z.string(), reference: z.string() }) })
/** That the broker failed, and where its log says why. */
export type ServerError = z.infer<typeof serverError>

/**
 * Any error, for clients that accept `application/problem+json`.
 *
 * @example
 * const headers = { accept: 'application/problem+json' }
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Nobody', { headers })
 * problem.parse(await reply.json()).status // → 404
 */
export const problem = z.object({
  title: z.string(),
  type: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z
    .array(
      z.object({
        type: z.string(),
        title: z.string(),
        detail: z.string(),
        /** Where in the body. */
        pointer: z.string().optional(),
        /** Which parameter of the path or the query. */
        parameter: z.string().optional(),
      }),
    )
    .optional(),
})
/** An error as RFC 9457 has it. */
export type Problem = z.infer<typeof problem>
