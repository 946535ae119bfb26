import type { Terminal } from './terminal.ts'

/** Runs what a command does, and keeps the exit code that it gives. */
export type Run = (action: (terminal: Terminal) => Promise<number>) => Promise<void>
