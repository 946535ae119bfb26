/** A generator in few words: what is put in the place of the value when the contract is replayed. */
import { type Members, inline, membersOf } from './json.ts'

const simple: Readonly<Record<string, string>> = {
  MockServerURL: 'address of the server',
  RandomBoolean: 'random true or false',
  Uuid: 'random UUID',
}

const formatted: Readonly<Record<string, string>> = {
  Date: 'date of the replay',
  DateTime: 'moment of the replay',
  Time: 'time of the replay',
}

const sized: Readonly<Record<string, string>> = {
  RandomDecimal: 'random decimal number',
  RandomHexadecimal: 'random hexadecimal',
  RandomString: 'random text',
}

function withOption(name: string | undefined, before: string, option: unknown): string | undefined {
  if (name === undefined) return undefined
  return option === undefined || option === null ? name : `${name}, ${before}${inline(option)}`
}

const special: Readonly<Record<string, (generator: Members) => string>> = {
  ProviderState: ({ expression }) => `from the provider state: ${inline(expression)}`,
  RandomInt: ({ min, max }) => `random integer, ${inline(min ?? 0)} to ${inline(max ?? 2 ** 31 - 1)}`,
  Regex: ({ regex }) => `random, matching ${inline(regex)}`,
}

export function generatorText(value: unknown): string {
  const generator = membersOf(value)
  const { type, format, expression, digits, size } = generator
  const kind = inline(type)
  return (
    special[kind]?.(generator) ??
    withOption(formatted[kind], '', expression ?? format) ??
    withOption(sized[kind], 'of ', size ?? digits) ??
    simple[kind] ??
    kind
  )
}
