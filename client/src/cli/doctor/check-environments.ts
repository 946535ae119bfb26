import type { BrokerClient } from '../../broker/broker-client.ts'
import { type Finding, ok, problem, warning, word } from './finding.ts'

const ABOUT = 'Environments'

interface Recorded {
  readonly _embedded?: { readonly pacticipant: { readonly name: string } } | undefined
}

const namesOf = (recorded: readonly Recorded[]) =>
  recorded.flatMap(({ _embedded }) => (_embedded ? [_embedded.pacticipant.name] : []))

/** That there are some, and that what runs in them is recorded. */
export async function checkEnvironments(broker: BrokerClient, names: readonly string[]): Promise<readonly Finding[]> {
  const environments = await broker.listEnvironments()
  if (environments.length === 0) {
    const next = 'tally create-environment --name production --production'
    return [problem(ABOUT, 'There are none: can-i-deploy has nothing to compare with.', next)]
  }
  const recorded = await Promise.all(
    environments.map(async ({ name }) => {
      const [deployed, released] = await Promise.all([
        broker.listDeployedVersions(name),
        broker.listReleasedVersions(name),
      ])
      return { name, there: new Set([...namesOf(deployed), ...namesOf(released)]) }
    }),
  )
  const hasProduction = environments.some(({ production }) => production)
  return [
    ok(ABOUT, `There ${environments.length === 1 ? 'is' : 'are'}: ${environments.map(({ name }) => name).join(', ')}.`),
    ...(hasProduction
      ? []
      : [
          warning(
            ABOUT,
            'None of them is marked as production.',
            'tally update-environment --uuid <name> --production',
          ),
        ]),
    ...names.map((name) => recordedIn(name, recorded)),
  ]
}

function recordedIn(
  name: string,
  recorded: readonly { readonly name: string; readonly there: ReadonlySet<string> }[],
): Finding {
  const where = recorded.filter(({ there }) => there.has(name)).map((environment) => environment.name)
  if (where.length > 0) return ok(ABOUT, `${name} is recorded in ${where.join(', ')}.`)
  const next = `tally record-deployment --pacticipant ${word(name)} --version <version> --environment ${recorded[0]?.name ?? ''}`
  return warning(ABOUT, `${name} is recorded in none: the others are not compared with what runs.`, next)
}
