import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { BrokerError } from './broker-error.ts'
import { parse } from './validation.ts'

function errors(schema: z.ZodType, input: unknown): unknown {
  try {
    return parse(schema, input)
  } catch (error) {
    if (error instanceof BrokerError) return error.details
    throw error
  }
}

const contract = z.object({ consumer: z.object({ name: z.string() }), tags: z.array(z.string()).min(1) })

describe('what is wrong is said by field', () => {
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['missing', contract, {}, { consumer: ['is missing'], tags: ['is missing'] }],
    ['nested', contract, { consumer: {}, tags: ['a'] }, { 'consumer.name': ['is missing'] }],
    [
      'of another type',
      contract,
      { consumer: 1, tags: 'a' },
      { consumer: ['must be a hash'], tags: ['must be an array'] },
    ],
    ['null', contract, { consumer: { name: null }, tags: ['a'] }, { 'consumer.name': ['must be a string'] }],
    ['empty', contract, { consumer: { name: 'a' }, tags: [] }, { tags: ['size cannot be less than 1'] }],
    [
      'elements of a list',
      contract,
      { consumer: { name: 'a' }, tags: ['a', 1, 2] },
      { tags: ['must be a string (at index 1)', 'must be a string (at index 2)'] },
    ],
    [
      'properties of elements',
      z.object({ contracts: z.array(contract) }),
      { contracts: [{ consumer: { name: 'a' }, tags: ['a'] }, {}] },
      { contracts: ['consumer is missing (at index 1)', 'tags is missing (at index 1)'] },
    ],
    ['no object at all', contract, [], { '': ['must be a hash'] }],
    [
      'a number that is too small',
      z.object({ page: z.number().min(1) }),
      { page: 0 },
      { page: ['must be greater than or equal to 1'] },
    ],
    [
      'a word that is none of those',
      z.object({ type: z.enum(['a', 'b']) }),
      { type: 'c' },
      { type: ['must be one of: a, b'] },
    ],
    [
      'its own words',
      z.object({ name: z.string().refine(() => false, 'cannot be blank') }),
      { name: '' },
      { name: ['cannot be blank'] },
    ],
    ['a truth', z.object({ production: z.boolean() }), { production: 'yes' }, { production: ['must be boolean'] }],
  ])('%s', (_, schema, input, expected) => expect(errors(schema, input)).toEqual(expected))
})

test('what is right is given as its schema makes it', () => {
  expect(parse(z.object({ size: z.string().transform(Number) }), { size: '7' })).toEqual({ size: 7 })
})

test('names from the prototype are names like any other', () => {
  expect(errors(z.object({ toString: z.string() }), {})).toEqual({ toString: ['is missing'] })
})
