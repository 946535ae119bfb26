/**
 * What a difference is to the provider, who has to give what is expected, and is given what is sent.
 *
 * Expected of it: something more, or less that does, is breaking for a provider that does not give it yet; something less,
 * or more that does, is safe; so is another example of the same rule. Two rules that cannot be compared are unknown.
 *
 * Sent to it: what is sent besides, no more, or otherwise is unknown, since the contract does not say what the provider
 * makes of it: it may ignore, need or refuse it. A value of another type is breaking. That no more than before may be sent is safe.
 */
import type { Judgement } from './change.ts'
import type { Judge } from './compare-values.ts'
import type { Lengths } from './node.ts'
import { canonical } from '../json.ts'
import { type Wanted, isTaken, typeOf } from './wanted.ts'

export const breaking = (why: string): Judgement => ({ effect: 'breaking', why })
export const unknown = (why: string): Judgement => ({ effect: 'unknown', why })
export const safe = (why: string): Judgement => ({ effect: 'safe', why })

const isSameRule = (one: Wanted, other: Wanted) =>
  canonical([one.matchers, one.isAny]) === canonical([other.matchers, other.isAny])

const TYPE_NAMES = {
  text: 'text',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
  list: 'a list',
  object: 'an object',
} as const

const typeName = ({ example }: Wanted) => TYPE_NAMES[typeOf(example)]

function changedExpectation(before: Wanted, after: Wanted): Judgement {
  const answer = isTaken(before, after)
  if (answer === 'yes') {
    if (isSameRule(before, after)) return safe('Only the example is another one: the same values do as before.')
    return safe('The consumer takes more than it did: whatever did before still does.')
  }
  if (answer === 'unknown') {
    return unknown('Whether what the provider gives still does cannot be told from the two rules.')
  }
  if (typeOf(before.example) !== typeOf(after.example)) {
    return breaking(`The provider has to give ${typeName(after)} now, where it gives ${typeName(before)}.`)
  }
  if (before.matchers.length === 0 && after.matchers.length === 0) {
    return breaking('The provider has to give exactly this other value now.')
  }
  return breaking('Not everything that did before still does: what the provider gives may no longer fit.')
}

function changedLengths(before: Lengths, after: Lengths): Judgement | undefined {
  if (before.min === after.min && before.max === after.max) return undefined
  if (after.min <= before.min && after.max >= before.max)
    return safe('The consumer takes more lists than it did: whatever did before still does.')
  return breaking('Not every list that did before still does: what the provider gives may have too few or too many.')
}

/** Of what the provider has to give. */
export const expectations: Judge = {
  added: () =>
    breaking('The consumer needs this now, and a provider that does not give it yet does not keep the contract.'),
  removed: () => safe('The consumer no longer needs this: the provider may go on giving it.'),
  changed: changedExpectation,
  lengths: changedLengths,
}

function changedSending(before: Wanted, after: Wanted): Judgement {
  if (canonical(before.example) === canonical(after.example)) {
    return isTaken(after, before) === 'yes'
      ? safe('The provider is sent what it was sent before: the rule only takes less than it did.')
      : unknown('The consumer may send other values now, and the provider is tried with this one only.')
  }
  if (typeOf(before.example) !== typeOf(after.example)) {
    return breaking(`The provider is sent ${typeName(after)} now, where it was sent ${typeName(before)}.`)
  }
  return unknown('The provider is sent another value: whether it answers the same is for a verification to say.')
}

/** Of what the provider is given. */
export const sendings: Judge = {
  added: () => unknown('The consumer sends this as well: a provider that refuses what it does not know would fail.'),
  removed: () => unknown('The consumer no longer sends this: a provider that needs it would fail.'),
  changed: changedSending,
  lengths: undefined,
}
