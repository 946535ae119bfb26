import type { Command } from 'commander'
import type { Run } from './run.ts'

export type Define = (command: Command, run: Run) => void

export interface Entry {
  /** The heading in the help of this one, and of those that follow. */
  readonly group?: string
  readonly summary: string
  /** What follows `tally`, as people would write it. */
  readonly example: string
  /** Loaded only when it is the one that is asked for: tally is started often. */
  readonly load: () => Promise<Define>
}
