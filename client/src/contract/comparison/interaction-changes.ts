/** What an interaction says otherwise: how it is called, its provider states, and its messages. */
import { messagesOf } from '../../lint/parts.ts'
import { BESIDE } from '../../lint/names.ts'
import type { Interaction, State } from '../../provider/document.ts'
import { textIn } from '../../provider/json-parts.ts'
import { canonical } from '../json.ts'
import { type Change, kindOf } from './change.ts'
import { breaking, safe, unknown } from './judges.ts'
import { type MessagePair, messageChanges, otherChanges } from './message-changes.ts'
import { shorten } from './wanted.ts'

interface Couple {
  readonly before: Interaction
  readonly after: Interaction
}

function descriptionChanges({ before, after }: Couple): readonly Change[] {
  if (before.description === after.description) return []
  const judgement =
    before.kind === 'http'
      ? safe('It is only called otherwise: the call is the same.')
      : unknown('Providers choose by the description what they give: the provider must know it.')
  const texts = { before: before.description, after: after.description }
  return [{ kind: 'changed', part: 'Description', path: '', ...texts, ...judgement }]
}

const parameters = ({ params }: State) => canonical(params)

function stateChange(name: string, was: State | undefined, is: State | undefined): readonly Change[] {
  if (was && is && parameters(was) === parameters(is)) return []
  const text = (state: State | undefined) =>
    state && (Object.keys(state.params).length === 0 ? name : `${name} ${shorten(parameters(state))}`)
  const why = !was
    ? 'The provider must know this state, or its interaction cannot be tried.'
    : is
      ? 'The state has other parameters: the provider must know what to do with them.'
      : 'The same is expected without this state now: whether the provider then does the same is not known.'
  const texts = { before: text(was), after: text(is) }
  return [{ kind: kindOf(was, is), part: 'Provider state', path: '', ...texts, ...unknown(why) }]
}

function statesChanges({ before, after }: Couple): readonly Change[] {
  const [was, is] = [before, after].map(({ states }) => new Map(states.map((state) => [state.name, state])))
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
  const found = names.flatMap((name) => stateChange(name, was?.get(name), is?.get(name)))
  if (found.length > 0 || canonical(before.states) === canonical(after.states)) return found
  const [older, newer] = [before, after].map(({ states }) => states.map(({ name }) => name).join(', '))
  const why = 'The same states are set up in another order.'
  return [{ kind: 'changed', part: 'Provider state', path: '', before: older, after: newer, ...unknown(why) }]
}

const pendingText = ({ isPending }: Interaction) => (isPending ? 'pending' : 'required')

function pendingChanges({ before, after }: Couple): readonly Change[] {
  if (before.isPending === after.isPending) return []
  const judgement = after.isPending
    ? safe('It is pending now: nothing fails while the provider does not do it.')
    : breaking('It is no longer pending: it fails now where the provider does not do it.')
  const texts = { before: pendingText(before), after: pendingText(after) }
  return [{ kind: 'changed', part: 'Interaction', path: 'pending', ...texts, ...judgement }]
}

/** The messages of both, by their places; one may have more answers than the other. */
function pairsOf({ before, after }: Couple): readonly (MessagePair | Change)[] {
  const [older, newer] = [messagesOf(before), messagesOf(after)]
  const isVersion4 = [before, after].map(({ source }) => textIn(source, 'type') !== undefined)
  const count = Math.max(older.length, newer.length)
  return Array.from({ length: count }, (_, index): MessagePair | Change => {
    const [was, is] = [older[index], newer[index]]
    const role = (was ?? is)?.role === 'given' ? 'given' : 'expected'
    const answer = count > 2 ? `Response ${index}` : 'Response'
    const name = role === 'given' ? 'Request' : before.kind === 'message' ? 'Message' : answer
    if (was && is) {
      return {
        before: was.source,
        after: is.source,
        isVersion4: [isVersion4[0] ?? false, isVersion4[1] ?? false],
        name,
        role,
      }
    }
    const judgement = is
      ? breaking('The provider has to answer with one more message.')
      : safe('The consumer no longer expects this answer.')
    const text = (message: typeof was) => message && shorten(canonical(message.source))
    return { kind: kindOf(was, is), part: name, path: '', before: text(was), after: text(is), ...judgement }
  })
}

const NAMES = 'description providerState providerStates provider_state provider_states type pending request response'
const KNOWN: ReadonlySet<string> = new Set([...[...BESIDE].map(String), ...NAMES.split(' ')])

/** Those of a message are compared where its message is. */
const OF_MESSAGES = ['contents', 'metadata', 'metaData', 'matchingRules', 'generators', 'body']

const PENDING = 'It is pending: nothing fails while the provider does not do it.'

/** Everything that the interaction says otherwise, judged. */
export function interactionChanges(before: Interaction, after: Interaction): readonly Change[] {
  const couple = { before, after }
  const isMessage = before.kind === 'message'
  const messages = pairsOf(couple).flatMap((pair) => ('role' in pair ? messageChanges(pair, !isMessage) : [pair]))
  const known = isMessage ? new Set([...KNOWN, ...OF_MESSAGES]) : KNOWN
  const found = [
    ...descriptionChanges(couple),
    ...statesChanges(couple),
    ...messages,
    ...otherChanges(before.source, after.source, { part: 'Interaction', known }),
  ]
  const judged = after.isPending
    ? found.map((change): Change => ({ ...change, ...(change.effect === 'safe' ? {} : safe(PENDING)) }))
    : found
  return [...pendingChanges(couple), ...judged]
}
