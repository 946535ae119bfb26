/** What can go wrong, as a closed list: the status and the title of every error the broker answers with. */
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

export type ErrorCode = keyof typeof errors
