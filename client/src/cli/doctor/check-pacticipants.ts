import type { BrokerClient } from '../../broker/broker-client.ts'
import type { Pacticipant } from '../../wire/pacticipants.ts'
import type { Version } from '../../wire/versions.ts'
import { type Finding, ok, problem, warning, word } from './finding.ts'

const LOOKED_AT = 10

function checkMainBranch({ name, mainBranch }: Pacticipant, versions: readonly Version[]): Finding {
  if (mainBranch === undefined) {
    const says =
      'It has no main branch: the others cannot be compared with it, and its contracts are verified by nobody.'
    return problem(name, says, `tally create-or-update-pacticipant --name ${word(name)} --main-branch main`)
  }
  const isUsed = versions.some(({ _embedded }) => _embedded.branchVersions.some((one) => one.name === mainBranch))
  if (isUsed || versions.length === 0) return ok(name, `Its main branch is ${mainBranch}.`)
  const says = `Its main branch is ${mainBranch}, but none of its last ${versions.length} versions is of that branch.`
  return warning(name, says, 'see that the builds of the main branch publish with the same name of the branch')
}

/** Contracts as well as results: both make versions. */
function checkBranches({ name }: Pacticipant, versions: readonly Version[]): Finding {
  if (versions.length === 0) return warning(name, 'It has no versions yet: nothing was published or verified by it.')
  const without = versions.filter(({ _embedded }) => _embedded.branchVersions.length === 0)
  if (without.length === 0)
    return ok(name, `Its last ${versions.length === 1 ? 'version has' : `${versions.length} versions have`} a branch.`)
  const numbers = without.map(({ number }) => number).join(', ')
  const says = `${without.length} of its last ${versions.length} versions ${without.length === 1 ? 'has' : 'have'} no branch: ${numbers}.`
  const next = 'publish contracts with --branch, and results with the branch of the provider (--provider-branch)'
  return problem(name, says, next)
}

async function check(broker: BrokerClient, pacticipant: Pacticipant): Promise<readonly Finding[]> {
  const versions = (await broker.listVersions(pacticipant.name)).slice(0, LOOKED_AT)
  return [checkMainBranch(pacticipant, versions), checkBranches(pacticipant, versions)]
}

interface Asked {
  readonly names: readonly string[]
  readonly known: readonly Pacticipant[]
}

export async function checkPacticipants(broker: BrokerClient, { names, known }: Asked): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const name of names) {
    const pacticipant = known.find((one) => one.name === name)
    if (pacticipant) findings.push(...(await check(broker, pacticipant)))
    else
      findings.push(
        problem(name, 'The broker does not know it: nothing was published by it or for it.', 'tally publish'),
      )
  }
  return findings
}
