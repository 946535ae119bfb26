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
export type { InteractionNote, MergeResult } from './merge.ts'
export { type MergeOptions, mergeContracts } from './merge-contracts.ts'
export type { MessageCall, MessageExpectation } from './message-expectation.ts'
export type { Miscall, Mismatch } from './mismatch.ts'
export { type FilePart, file, multipart } from './multipart.ts'
export type { RequestCall, RequestExpectation } from './request-expectation.ts'
