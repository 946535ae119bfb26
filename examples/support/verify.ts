import type { AddressInfo } from 'node:net'
import { Verifier, type VerifierOptions } from '@pact-foundation/pact'
import type { Express } from 'express'

/** Starts `app` on a free port of this machine for as long as `use` runs. */
export async function withServer<Result>(app: Express, use: (url: string) => Promise<Result>): Promise<Result> {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await use(`http://127.0.0.1:${port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/**
 * Replays every contract that this provider should keep: those of the consumers' main branches and of what is deployed.
 * A contract that was never verified is pending: it is reported, and does not fail the provider's build.
 */
export async function verifyAgainstBroker(provider: string, options: VerifierOptions): Promise<void> {
  await new Verifier({
    provider,
    pactBrokerUrl: process.env['PACT_BROKER_BASE_URL'] ?? 'http://127.0.0.1:9292',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    enablePending: true,
    providerVersion: process.env['PROVIDER_VERSION'] ?? 'dev',
    providerVersionBranch: process.env['PROVIDER_BRANCH'] ?? 'main',
    publishVerificationResult: process.env['PUBLISH_RESULTS'] === 'true',
    logLevel: 'error',
    ...options,
  }).verifyProvider()
}
