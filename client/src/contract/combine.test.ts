import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Captured, type Origin, type Stored, combine } from './combine.ts'
import type { Interaction } from './contract-file.ts'

function call(description: string, path = '/', state?: string): Interaction {
  return {
    type: 'Synchronous/HTTP',
    description,
    ...(state !== undefined && { providerStates: [{ name: state }] }),
    pending: false,
    request: { method: 'GET', path },
    response: { status: 200 },
  }
}

const at = (file: string, test = ''): Origin => ({ file, test })

function captured(interaction: Interaction, origin: Origin): Captured {
  return { consumer: 'shop', provider: 'orders', interaction, origin }
}

function stored(interaction: Interaction, ...origins: readonly Origin[]): Stored {
  return { interaction, origins }
}

const names = (interactions: readonly Stored[]) =>
  interactions.map(({ interaction }) => (interaction as Interaction).description)

const keepsAll = () => true
const keepsNone = () => false

describe('what a contract holds after a run', () => {
  test('is what was captured, by states and description', () => {
    const { interactions } = combine({
      stored: [],
      captured: [
        captured(call('b'), at('1')),
        captured(call('a', '/', 'Z'), at('1')),
        captured(call('B'), at('2')),
        captured(call('a', '/', 'A'), at('2')),
      ],
      keeps: keepsNone,
    })
    expect(interactions.map(({ interaction }) => interaction)).toEqual([
      call('a', '/', 'A'),
      call('a', '/', 'Z'),
      call('B'),
      call('b'),
    ])
  })

  test('has what two tests capture alike once, and knows both', () => {
    const { interactions, conflicts } = combine({
      stored: [],
      captured: [captured(call('a'), at('2', 't')), captured(call('a'), at('1', 's'))],
      keeps: keepsNone,
    })
    expect(interactions).toEqual([stored(call('a'), at('1', 's'), at('2', 't'))])
    expect(conflicts).toEqual([])
  })

  test('keeps of the rest what the run says, when one of its tests is kept', () => {
    const { interactions } = combine({
      stored: [stored(call('gone'), at('ran')), stored(call('kept'), at('ran'), at('other')), stored(call('unknown'))],
      captured: [],
      keeps: (origin) => origin?.file === 'other',
    })
    expect(interactions).toEqual([stored(call('kept'), at('other'))])
    expect(names(combine({ stored: [stored(call('unknown'))], captured: [], keeps: keepsAll }).interactions)).toEqual([
      'unknown',
    ])
  })

  test('has the new content of a test that ran', () => {
    const { interactions, conflicts } = combine({
      stored: [stored(call('a', '/old'), at('1', 't'))],
      captured: [captured(call('a', '/new'), at('1', 't'))],
      keeps: keepsNone,
    })
    expect(interactions).toEqual([stored(call('a', '/new'), at('1', 't'))])
    expect(conflicts).toEqual([])
  })
})

describe('two contents under one description and the same states are a conflict', () => {
  test('of two tests that ran', () => {
    const { conflicts } = combine({
      stored: [],
      captured: [captured(call('a', '/1', 'S'), at('1', 't')), captured(call('a', '/2', 'S'), at('2', 'u'))],
      keeps: keepsNone,
    })
    expect(conflicts).toEqual([{ description: 'a', states: ['["S"]'], one: at('1', 't'), other: at('2', 'u') }])
  })

  test('of a test that ran and one in another file that did not', () => {
    const { conflicts } = combine({
      stored: [stored(call('a', '/1'), at('1', 't'))],
      captured: [captured(call('a', '/2'), at('2', 'u'))],
      keeps: keepsAll,
    })
    expect(conflicts).toMatchObject([{ description: 'a', one: at('1', 't'), other: at('2', 'u') }])
  })

  test('not when the other is no more', () => {
    const { conflicts } = combine({
      stored: [stored(call('a', '/1'), at('1', 't'))],
      captured: [captured(call('a', '/2'), at('2', 'u'))],
      keeps: keepsNone,
    })
    expect(conflicts).toEqual([])
  })

  test('not under other states', () => {
    const { conflicts, interactions } = combine({
      stored: [],
      captured: [captured(call('a', '/1', 'S'), at('1')), captured(call('a', '/2', 'T'), at('1'))],
      keeps: keepsNone,
    })
    expect(conflicts).toEqual([])
    expect(interactions).toHaveLength(2)
  })
})

describe('whatever was captured', () => {
  const one = fc.record({
    description: fc.constantFrom('a', 'b', 'c'),
    state: fc.constantFrom(undefined, 'S', 'T'),
    file: fc.constantFrom('1', '2', '3'),
    test: fc.constantFrom('t', 'u'),
  })
  const some = fc
    .array(one)
    .map((list) =>
      list.map(({ description, state, file, test }) => captured(call(description, '/', state), at(file, test))),
    )

  test('its order does not matter', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = list
          .map((item) => [keys.next().value ?? 0, item] as const)
          .toSorted(([one], [other]) => one - other)
          .map(([, item]) => item)
        const all = { stored: [], keeps: keepsNone }
        expect(combine({ ...all, captured: shuffled })).toEqual(combine({ ...all, captured: list }))
      }),
    )
  })

  test('capturing it file by file gives the same as at once', () => {
    fc.assert(
      fc.property(some, (list) => {
        const byFile = [...Map.groupBy(list, ({ origin }) => origin.file)]
        const step = byFile.reduce<readonly Stored[]>(
          (before, [file, ofFile]) =>
            combine({ stored: before, captured: ofFile, keeps: (origin) => origin?.file !== file }).interactions,
          [],
        )
        expect(step).toEqual(combine({ stored: [], captured: list, keeps: keepsNone }).interactions)
      }),
    )
  })

  test('capturing it again changes nothing', () => {
    fc.assert(
      fc.property(some, (list) => {
        const { interactions } = combine({ stored: [], captured: list, keeps: keepsNone })
        const again = combine({ stored: interactions, captured: list, keeps: keepsNone })
        expect(again).toEqual({ interactions, conflicts: [] })
      }),
    )
  })
})
