import { fileURLToPath } from 'node:url'
import { Pact } from '@pact-foundation/pact'

/** Where the contracts of a test run are written. */
const contractFolder = process.env['CONTRACT_FOLDER'] ?? fileURLToPath(new URL('../contracts', import.meta.url))

export function contractBetween(consumer: string, provider: string): Pact {
  return new Pact({ consumer, provider, dir: contractFolder, logLevel: 'warn' })
}
