/** The parts of Standard Schema and of Standard JSON Schema that are used here (standardschema.dev), as types. */

/** What a schema finds wrong, and where. */
export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema makes of a value, or what is wrong with it. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

interface JsonSchemaOptions {
  readonly target: string
}

/** A schema of zod 4, ArkType, Valibot or any other library that follows the standard. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
    readonly jsonSchema?: { readonly input: (options: JsonSchemaOptions) => Record<string, unknown> } | undefined
  }
}

/** A schema's type has one property that no JSON has. Schemas of ArkType are functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  const mayHaveProperties = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return mayHaveProperties && '~standard' in value
}
