import type { Content } from './content.ts'
import type { Matcher, ReplyOf } from './matching/matcher.ts'
import type { StandardSchemaV1 } from './matching/standard-schema.ts'
import type { Variants } from './matching/variant-set.ts'

/** What is on the wire where `Template` is expected: what a schema reads, what a matcher stands for, the rest as it is. */
export type WireOf<Template> = Template extends Matcher<infer Value> | Variants<infer Value>
  ? Value
  : Template extends StandardSchemaV1<infer Input, unknown>
    ? Input
    : Template extends object
      ? { readonly [Key in keyof Template]: WireOf<Template[Key]> }
      : Template

/** What a consumer makes of a body: a schema's output, text, bytes. */
export type BodyReply<Body> = Body extends Content<infer Reply, unknown> ? Reply : ReplyOf<Body>

/** A body as it is sent: JSON before it is text, text, bytes. */
export type BodyExample<Body> = Body extends Content<unknown, infer Wire> ? Wire : WireOf<Body>
