export { CaptureError } from './capture-error.ts'
export { type ContractConflict, ContractConflictError } from './conflict-error.ts'
export { type Content, binary, form, json, text, xml } from './content.ts'
export { type Contract, type ContractOptions, type GraphqlExpectation, contract } from './contract.ts'
export type {
  GraphqlDeclaration,
  HttpDeclaration,
  MessageDeclaration,
  Method,
  Named,
  RequestDeclaration,
  State,
} from './declaration.ts'
export { fromState } from './from-state.ts'
export type { HttpCall, HttpExample, HttpExpectation } from './http-expectation.ts'
export type {
  Expected,
  Generator,
  JsonObject,
  JsonValue,
  Note,
  NoteKind,
  Rule,
  RuleList,
  Shape,
} from './matching/expected.ts'
export type { Matcher, ReplyOf } from './matching/matcher.ts'
export {
  anyOf,
  boolean,
  date,
  datetime,
  decimal,
  email,
  equal,
  includes,
  integer,
  ipv4,
  ipv6,
  nullValue,
  number,
  regex,
  semver,
  string,
  time,
  timestamp,
  url,
  uuid,
} from './matching/matchers.ts'
export type { ScalarOption } from './matching/scalar-matcher.ts'
export type { StandardIssue, StandardResult, StandardSchemaV1 } from './matching/standard-schema.ts'
export {
  type Bounds,
  arrayContaining,
  contentType,
  eachKey,
  eachLike,
  eachValue,
  like,
  notEmpty,
} from './matching/structure-matchers.ts'
export type { Variants } from './matching/variant-set.ts'
export { variants } from './matching/variants.ts'
export type { InteractionNote, InteractionShapes, MergeResult } from './merge.ts'
export { type MergeOptions, mergeContracts } from './merge-contracts.ts'
export type { MessageCall, MessageExpectation } from './message-expectation.ts'
export type { Miscall, Mismatch } from './mismatch.ts'
export { type FilePart, file, multipart } from './multipart.ts'
export type { RequestCall, RequestExpectation } from './request-expectation.ts'
export { type CallsTogether, type ExpectationsTogether, together } from './together.ts'
