import { z } from 'zod'

// NUL cannot be stored as text by PostgreSQL, and no client means it.
const noNul = (value: string) => !value.includes('\u0000')

// Names make addresses, which clients and proxies do not take at any length.
const NAME_LENGTH = 1000

/**
 * Any text, kept as it is sent.
 *
 * @example
 * text.safeParse(1).error?.issues[0]?.message // → 'must be a string'
 */
export const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a string') })
  .refine(noNul, 'cannot contain a NUL character')

/**
 * Text with something other than spaces in it.
 *
 * @example
 * filled.safeParse(' ').success // → false
 */
export const filled = text.refine((value) => value.trim() !== '', 'cannot be blank')

/**
 * Text on one line.
 *
 * @example
 * singleLine.safeParse('one\nother').success // → false
 */
export const singleLine = text.refine((value) => !/[\r\n]/.test(value), 'cannot contain multiple lines')

/**
 * A name as it appears in addresses: filled, on one line.
 *
 * @example
 * name.parse('Order API') // → 'Order API'
 */
export const name = filled
  .refine((value) => !/[\r\n]/.test(value), 'cannot contain multiple lines')
  .refine((value) => value.length <= NAME_LENGTH, `cannot be longer than ${NAME_LENGTH} characters`)

/**
 * A name that is also a word on command lines: no spaces.
 *
 * @example
 * word.safeParse('Order API').success // → false
 */
export const word = name.refine((value) => !/\s/.test(value.trim()), 'cannot contain spaces')
