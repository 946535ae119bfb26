import { shapesOfSchema } from './schema-shapes.ts'
import type { Shape } from './expected.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'
import { type Variants, variantSet } from './variant-set.ts'

/**
 * Every shape of a schema's values, in the place of the schema: a contract then has one interaction for each part that may
 * be absent, null or of another kind, and a consumer is tested with each. Printed, it is the list of their names.
 *
 * Throws a `TypeError` when the schema has no JSON, or more than 100 shapes.
 *
 * @example
 * const order = z.object({ id: z.int(), discount: z.number().nullable().optional() })
 * String(variants(order)) // → "- complete\n- without 'discount'\n- with discount as null"
 */
export function variants<Output>(schema: StandardSchemaV1<unknown, Output>): Variants<Output>
export function variants(schema: StandardSchemaV1): Variants {
  const shapes: readonly Shape[] = shapesOfSchema(schema)
  return variantSet(shapes)
}
