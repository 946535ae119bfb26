import { type JsonValue, isJsonObject } from '../contract/json.ts'
import type { State } from './document.ts'
import type { StateListener } from './states.ts'

type Action = 'setup' | 'teardown'

const text = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

function query({ name, params }: State, action: Action): URLSearchParams {
  return new URLSearchParams([
    ['state', name],
    ['action', action],
    ...Object.entries(params).map(([key, value]): [string, string] => [key, text(value)]),
  ])
}

function requestFor(url: string, { state, action, isQuery }: { state: State; action: Action; isQuery: boolean }) {
  if (!isQuery) {
    const body = JSON.stringify({ state: state.name, params: state.params, action })
    return new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }
  const address = new URL(url)
  for (const [name, value] of query(state, action)) address.searchParams.append(name, value)
  return new Request(address, { method: 'POST' })
}

async function valuesIn(response: Response): Promise<object> {
  const body = await response.text()
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '') || body === '') return {}
  const values: unknown = JSON.parse(body)
  return isJsonObject(values) ? values : {}
}

/**
 * Tells a provider that runs elsewhere which state to be in, as the Pact verifiers do: a POST to `url` with state, params
 * and action. JSON in the answer is the state's values; any other status than a success fails the state, at once.
 */
export function stateUrlListener(
  url: string,
  { isQuery, isTakenBack }: { readonly isQuery: boolean; readonly isTakenBack: boolean },
): StateListener {
  return async (state, action) => {
    if (action === 'teardown' && !isTakenBack) return undefined
    const response = await fetch(requestFor(url, { state, action, isQuery }))
    if (response.ok) return valuesIn(response)
    const said = (await response.text()).slice(0, 500)
    throw new Error(`${url} answered with ${response.status}${said === '' ? '' : `: ${said}`}`)
  }
}
