import { z } from 'zod'
import { BrokerCallError } from './call-error.ts'
import type { Transport, TransportRequest } from './transport.ts'

export interface Call<Answer> extends TransportRequest {
  readonly answer: z.ZodType<Answer>
}

function fits<Answer>(schema: z.ZodType<Answer>, body: unknown): body is Answer {
  return schema.safeParse(body).success
}

function misfit(schema: z.ZodType, body: unknown): string {
  const issue = schema.safeParse(body).error?.issues[0]
  return issue ? `${issue.path.join('.') || 'the body'}: ${issue.message}` : ''
}

/**
 * Asks the broker and checks that the answer has the shape that the schema says. The answer is given as it came: a broker
 * may say more than this client knows.
 */
export async function call<Answer>(transport: Transport, { answer, ...request }: Call<Answer>): Promise<Answer> {
  const { status, headers, body } = await transport.send(request)
  if (fits(answer, body)) return body
  const what = `${request.method} ${request.url} at ${transport.baseUrl}`
  const type = headers.get('content-type') ?? 'nothing'
  const why =
    typeof body === 'object' ? `not as a broker answers (${misfit(answer, body)})` : `with ${type}. Is it a broker?`
  throw new BrokerCallError(`${what} was answered ${why}`, { failure: 'misunderstood', status, body })
}

/** As call, but undefined where the broker says that there is none. */
export async function find<Answer>(transport: Transport, request: Call<Answer>): Promise<Answer | undefined> {
  try {
    return await call(transport, request)
  } catch (error) {
    if (error instanceof BrokerCallError && error.failure === 'refused' && error.status === 404) return undefined
    throw error
  }
}

/** For answers that hold nothing of interest. */
export const anything = z.unknown()

/** `?name=value&…` of the parameters that have a value, in their order; nothing when there is none. */
export function queryString(parameters: readonly (readonly [name: string, value: string | undefined])[]): string {
  const given = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  return given.length === 0 ? '' : `?${given.join('&')}`
}
