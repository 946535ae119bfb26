/**
 * The process in which the core replays. The core prints its own report to the standard output of its process, reads its
 * settings from the environment, and would take a test run with it if it crashed: here it does none of that to anyone.
 */
import { loadCore } from '../core/core.ts'
import type { EngineJob, EngineReply } from './engine.ts'
import { messageOf } from './within.ts'

const [logLevel] = process.argv.slice(2)
if (logLevel) loadCore().pactffiInitWithLogLevel(logLevel)

function replay({ file, target, stateUrl, timeoutMs, isFollowing, isInsecure }: EngineJob): Promise<EngineReply> {
  const core = loadCore()
  const verifier = core.pactffiVerifierNewForApplication('tallystick', '1')
  const { protocol, hostname, port, pathname } = new URL(target)
  const scheme = protocol.slice(0, -1)
  core.pactffiVerifierSetProviderInfo(verifier, 'provider', scheme, hostname, Number(port), pathname)
  core.pactffiVerifierSetProviderState(verifier, stateUrl, false, true)
  core.pactffiVerifierSetVerificationOptions(verifier, isInsecure, timeoutMs)
  core.pactffiVerifierSetFollowRedirects(verifier, isFollowing)
  core.pactffiVerifierAddFileSource(verifier, file)
  return new Promise((resolve) => {
    core.pactffiVerifierExecute(verifier, (error, code) => {
      const report = core.pactffiVerifierJson(verifier)
      core.pactffiVerifierShutdown(verifier)
      resolve({ code, report, ...(error ? { problem: messageOf(error) } : {}) })
    })
  })
}

process.on('message', (job: EngineJob) => {
  replay(job).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ code: -1, report: '', problem: messageOf(error) } satisfies EngineReply),
  )
})
// Who started this has gone.
process.once('disconnect', () => process.exit())
