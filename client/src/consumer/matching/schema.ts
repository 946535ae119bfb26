import type { Expected } from './expected.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'

export function expectedOfSchema(schema: StandardSchemaV1): Expected {
  throw new TypeError(`schemas of ${schema['~standard'].vendor} cannot be used yet`)
}
