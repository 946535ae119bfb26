// Contract files as Pact libraries write them, for tests in which little of their content matters.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pactBetween, request } from './publications.ts'

export interface PactOptions {
  readonly consumer: string
  readonly provider: string
  /** What the consumer asks for, one interaction each. */
  readonly asksFor?: readonly string[]
}

export function pactFor({ consumer, provider, asksFor = ['things'] }: PactOptions) {
  return pactBetween(
    consumer,
    provider,
    asksFor.map((name) => request(name)),
  )
}

/** Writes the contract into `folder`, and says where. */
export function writePactFile(folder: string, options: PactOptions): string {
  const file = join(folder, `${options.consumer}-${options.provider}.json`)
  writeFileSync(file, JSON.stringify(pactFor(options)))
  return file
}
