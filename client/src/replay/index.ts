export type { App } from '../provider/app.ts'
export { ContractError } from '../provider/contract-error.ts'
export type { InteractionFilter } from '../provider/filter.ts'
export type { Mismatch } from '../provider/mismatch.ts'
export type { ContractSource } from '../provider/sources.ts'
export type { AnyStateHandlers, StateListener } from '../provider/states.ts'
export type { Difference, DifferenceKind } from './against-compare.ts'
export type { AgainstFigure, AgainstReport } from './against-report.ts'
export { type AgainstOptions, runAgainst } from './against.ts'
export type { InteractionFigures, LoadFigures } from './load-figures.ts'
export type { LoadThresholds } from './load-findings.ts'
export type { LoadReport } from './load-report.ts'
export { type LoadOptions, runLoad } from './load.ts'
export type { Latencies } from './meter.ts'
export { ProviderUnreachableError } from './open-replay.ts'
export type { ReplayOptions } from './options.ts'
export { replayHtml } from './report-html.ts'
export { replayJunit } from './report-junit.ts'
export {
  type Finding,
  type Outcome,
  type ReplayKind,
  type ReplayReport,
  type ReportTable,
  replayText,
} from './report.ts'
export type { SecurityFigure } from './security-findings.ts'
export type { ProbeKind } from './security-probes.ts'
export type { SecurityFigures, SecurityReport } from './security-report.ts'
export { type SecurityOptions, runSecurity } from './security.ts'
