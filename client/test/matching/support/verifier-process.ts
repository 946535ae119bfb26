// Has the core verify a contract file: its report goes to the standard output, which nobody reads here, and its findings
// to who started this.
import { loadCore } from '../../../src/core/core.ts'

const [file = '', port = ''] = process.argv.slice(2)
const core = loadCore()
const verifier = core.pactffiVerifierNewForApplication('tallystick', '1')
core.pactffiVerifierSetProviderInfo(verifier, 'provider', 'http', '127.0.0.1', Number(port), '')
core.pactffiVerifierAddFileSource(verifier, file)
core.pactffiVerifierExecute(verifier, () => {
  process.send?.(core.pactffiVerifierJson(verifier), () => process.exit())
})
