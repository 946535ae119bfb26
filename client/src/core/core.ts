/**
 * The Pact core: a native library that matches what arrives with what is expected. Everything used of it is named here,
 * with its types, and called once by the test of this file, since its makers promise no stability.
 *
 * The library is loaded past the JavaScript of its package: that would start a logger which prints to standard error in
 * every thread but the first, and look for the library in the working directory before its own package.
 */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** A pact in the core. There are 65,536 in a process, and none is ever given back. */
export type PactHandle = number
export type InteractionHandle = number
/** A replay in the core; given back with pactffiVerifierShutdown. */
export type VerifierHandle = number
/** The request (0) or the response (1). */
export type Part = 0 | 1

interface Core {
  pactffiVersion(): string
  pactffiNewPact(consumer: string, provider: string): PactHandle
  pactffiWithSpecification(pact: PactHandle, specification: number): boolean
  /** An interaction with the same description is replaced, and keeps its handle. */
  pactffiNewInteraction(pact: PactHandle, description: string): InteractionHandle
  pactffiGiven(interaction: InteractionHandle, state: string): boolean
  pactffiGivenWithParams(interaction: InteractionHandle, state: string, params: string): number
  pactffiWithRequest(interaction: InteractionHandle, method: string, path: string): boolean
  pactffiWithQueryParameter(interaction: InteractionHandle, name: string, index: number, value: string): boolean
  // oxlint-disable-next-line max-params -- as the core has it
  pactffiWithHeader(interaction: InteractionHandle, part: Part, name: string, index: number, value: string): boolean
  pactffiWithBody(interaction: InteractionHandle, part: Part, contentType: string, body: string): boolean
  // oxlint-disable-next-line max-params -- as the core has it
  pactffiWithBinaryFile(
    interaction: InteractionHandle,
    part: Part,
    contentType: string,
    body: Uint8Array,
    size: number,
  ): boolean
  pactffiWithMatchingRules(interaction: InteractionHandle, part: Part, rules: string): boolean
  /** `status` is JSON. */
  pactffiResponseStatus(interaction: InteractionHandle, status: string): boolean
  /** The port, or a negative number for what went wrong. */
  // oxlint-disable-next-line max-params -- as the core has it
  pactffiCreateMockServerForTransport(
    pact: PactHandle,
    address: string,
    port: number,
    transport: string,
    config: string,
  ): number
  /** JSON: what was called and should not have been, and what should have been and was not. */
  pactffiMockServerMismatches(port: number): string
  pactffiCleanupMockServer(port: number): boolean
  /** Writes the pact as the core would: only tests use it, to compare. 0 when written. */
  pactffiWritePactFile(pact: PactHandle, directory: string, overwrite: boolean): number
  /** `level`: error, warn, info, debug or trace. Once in a process. */
  pactffiInitWithLogLevel(level: string): void
  /** Who replays: only told to a broker, which is not asked to publish here. */
  pactffiVerifierNewForApplication(name: string, version: string): VerifierHandle
  // oxlint-disable-next-line max-params -- as the core has it
  pactffiVerifierSetProviderInfo(
    verifier: VerifierHandle,
    name: string,
    scheme: string,
    host: string,
    port: number,
    path: string,
  ): void
  /** States are told with a POST to `url`: with their end too, and in its body. */
  pactffiVerifierSetProviderState(verifier: VerifierHandle, url: string, teardown: boolean, body: boolean): void
  pactffiVerifierSetVerificationOptions(verifier: VerifierHandle, isInsecure: boolean, timeoutMs: number): void
  pactffiVerifierSetFollowRedirects(verifier: VerifierHandle, isFollowing: boolean): void
  pactffiVerifierAddFileSource(verifier: VerifierHandle, file: string): void
  /** Replays in a thread of its own, and prints a report to the standard output. */
  pactffiVerifierExecute(verifier: VerifierHandle, done: (error: unknown, code: number) => void): void
  /** What was found, as JSON. */
  pactffiVerifierJson(verifier: VerifierHandle): string
  pactffiVerifierShutdown(verifier: VerifierHandle): void
}
export type { Core }

const SPECIFICATION_4 = 5
/** Of the library inside the package version that package.json names. */
const LIBRARY_VERSION = '0.5.8'

let loaded: Core | undefined

function platformPackage(packageRequire: NodeJS.Require): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const { isNonGlibcLinuxSync }: { isNonGlibcLinuxSync(): boolean } = packageRequire('detect-libc')
  const libc = process.platform === 'linux' ? (isNonGlibcLinuxSync() ? '-musl' : '-glibc') : ''
  return `@pact-foundation/pact-core-${system}-${process.arch}${libc}`
}

function load(): Core {
  const packageFile = createRequire(import.meta.url).resolve('@pact-foundation/pact-core/package.json')
  const packageRequire = createRequire(packageFile)
  const name = platformPackage(packageRequire)
  try {
    const folder = dirname(packageRequire.resolve(`${name}/package.json`))
    const findLibrary: (folder: string) => Core = packageRequire('node-gyp-build')
    return findLibrary(folder)
  } catch (cause) {
    throw new Error(
      `The Pact core cannot be loaded on this machine: ${name} is needed. Install again, with optional dependencies.`,
      { cause },
    )
  }
}

/** The core, loaded when it is first needed: about 20 ms. */
export function loadCore(): Core {
  if (loaded) return loaded
  // It must be in the environment of the process before the core looks; in a worker thread this reaches only a copy.
  process.env['PACT_DO_NOT_TRACK'] = 'true'
  const core = load()
  const version = core.pactffiVersion()
  if (version !== LIBRARY_VERSION) {
    throw new Error(`The Pact core is ${version}, and ${LIBRARY_VERSION} is needed. Install again.`)
  }
  loaded = core
  return core
}

/** A new pact of version 4. It costs memory that is never given back: make few. */
export function newPact(core: Core, consumer: string, provider: string): PactHandle {
  const pact = core.pactffiNewPact(consumer, provider)
  core.pactffiWithSpecification(pact, SPECIFICATION_4)
  return pact
}
