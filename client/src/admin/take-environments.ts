import type { ImportRecord, VersionRecord } from '../wire/imports.ts'
import type { EnvironmentAnswer } from './answers.ts'
import { inParallel } from './in-parallel.ts'
import { readDeployments, readEnvironments, readHistory, readReleases } from './read-environments.ts'
import type { Taking } from './take-over.ts'

type DeploymentRecord = Extract<ImportRecord, { readonly kind: 'deployment' }>
type ReleaseRecord = Extract<ImportRecord, { readonly kind: 'release' }>
type PresenceRecord = DeploymentRecord | ReleaseRecord

export async function takeEnvironments({
  source,
  send,
}: Pick<Taking, 'source' | 'send'>): Promise<readonly EnvironmentAnswer[]> {
  const found = await readEnvironments(source)
  await send(
    found.map(({ uuid, name, displayName, production, contacts = [], createdAt }) => ({
      kind: 'environment',
      uuid,
      name,
      ...(displayName ? { displayName } : {}),
      production,
      contacts,
      createdAt,
    })),
  )
  return found
}

/** The same version in the same place, whenever it came there. */
const keyOf = ({ kind, application, version, environment, ...at }: PresenceRecord) =>
  JSON.stringify([kind, application, version, environment, 'applicationInstance' in at ? at.applicationInstance : null])

/** What of a version is in environments now. */
export function placesOf({ application, number, deployments, releases }: VersionRecord): readonly string[] {
  const of = { application, version: number }
  return [
    ...deployments.flatMap((one) => (one.undeployedAt ? [] : [keyOf({ kind: 'deployment', ...of, ...one })])),
    ...releases.flatMap((one) => (one.supportEndedAt ? [] : [keyOf({ kind: 'release', ...of, ...one })])),
  ]
}

/** What runs or is supported in each environment now; and what does not any more, though the target says so. */
export async function takePresences(all: Taking): Promise<void> {
  const { source, there, environments, onProgress, signal } = all
  const known = there ? await readEnvironments(there) : []
  for (const environment of environments) {
    if (signal.aborted) return
    onProgress(`What is in ${environment.name}`)
    const own = known.find(({ name }) => name === environment.name)
    await all.attempt({ thing: 'deployments', what: `deployments to ${environment.name}` }, async () => {
      const before = there && own ? await readDeployments(there, own) : []
      const now = await readDeployments(source, environment)
      await takeChanges(all, environment, { thing: 'deployments', now, before })
    })
    await all.attempt({ thing: 'releases', what: `releases to ${environment.name}` }, async () => {
      const before = there && own ? await readReleases(there, own) : []
      const now = await readReleases(source, environment)
      await takeChanges(all, environment, { thing: 'releases', now, before })
    })
  }
}

interface Compared {
  readonly thing: 'deployments' | 'releases'
  readonly now: readonly PresenceRecord[]
  /** What the target says of it. */
  readonly before: readonly PresenceRecord[]
}

async function takeChanges(all: Taking, environment: EnvironmentAnswer, compared: Compared): Promise<void> {
  const { thing, before } = compared
  // What came with its version is counted there.
  const now = compared.now.filter((one) => !all.placed.has(keyOf(one)))
  const [is, was] = [new Set(compared.now.map(keyOf)), new Set(before.map(keyOf))]
  const missing = now.filter((one) => !was.has(keyOf(one)))
  all.ledger.present(thing, now.length - missing.length)
  const gone = before.filter((one) => !is.has(keyOf(one)))
  await inParallel(gone, all, async ({ application, version }) => {
    const history = await readHistory(all.source, { pacticipant: application, version }, [environment])
    await all.send(
      thing === 'deployments'
        ? endedDeployments(history, { application, version })
        : endedReleases(history, { application, version }),
    )
  })
  await all.send(missing)
}

interface OfVersion {
  readonly application: string
  readonly version: string
}

type Places = Pick<VersionRecord, 'deployments' | 'releases'>

const endedDeployments = ({ deployments }: Places, of: OfVersion): readonly DeploymentRecord[] =>
  deployments.flatMap((one) => (one.undeployedAt ? [{ kind: 'deployment' as const, ...of, ...one }] : []))

const endedReleases = ({ releases }: Places, of: OfVersion): readonly ReleaseRecord[] =>
  releases.flatMap((one) => (one.supportEndedAt ? [{ kind: 'release' as const, ...of, ...one }] : []))
