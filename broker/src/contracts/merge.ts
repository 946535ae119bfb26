/**
 * Parallel builds of one version each publish the part of the contract that their tests saw; the whole is the union.
 * An interaction that both have is kept once. Where both have interactions of the same label (kind, description and
 * provider states) that are not the same, one of the builds is wrong about them, and guessing which would make
 * can-i-deploy unreliable: that is a conflict, unless whoever merges asked to replace what is there. One build may know
 * fewer interactions of a label than the other, as long as it knows no others.
 * Builds arrive in any order, so the union is sorted: the same parts give the same text. Of everything beside the
 * interactions the existing document is kept, and what only the addition has is added.
 */
import { type Contract, type Identity, contractOf } from './contract.ts'
import { changesBetween } from './difference.ts'
import { type Json, type JsonMember, type JsonObject, arrayOf, objectOf } from './exact-json.ts'
import { type Interaction, type InteractionList, labelOf, nameOf } from './interactions.ts'

export interface MergeOptions {
  readonly identity: Identity
  /** What happens to an interaction that the addition has with the same label but other content. */
  readonly differing: 'refuse' | 'replace'
}

export type Merge =
  | { readonly outcome: 'merged'; readonly contract: Contract }
  | { readonly outcome: 'conflict'; readonly reasons: readonly string[] }

const LISTS = ['interactions', 'messages'] as const satisfies readonly InteractionList[]

type Interactions = readonly Interaction[]

function isWithin(part: Interactions, whole: Interactions): boolean {
  const hashes = new Set(whole.map((interaction) => interaction.hash))
  return part.every((interaction) => hashes.has(interaction.hash))
}

function missingFrom(side: Interactions, part: Interactions): Interaction | undefined {
  const hashes = new Set(side.map((interaction) => interaction.hash))
  return part.find((interaction) => !hashes.has(interaction.hash))
}

function conflictOf(existing: Interactions, added: Interactions): string {
  const [before, after] = [missingFrom(added, existing), missingFrom(existing, added)]
  const places = before && after ? changesBetween(before, after).map((change) => change.place) : []
  return `${after ? nameOf(after) : 'An interaction'} is part of this contract already, with another ${places.join(', ')}`
}

/** The labels of which neither side knows all that the other does. */
function differing(existing: Interactions, added: Interactions) {
  const before = Map.groupBy(existing, labelOf)
  return [...Map.groupBy(added, labelOf)].flatMap(([label, ours]) => {
    const theirs = before.get(label)
    return !theirs || isWithin(ours, theirs) || isWithin(theirs, ours) ? [] : [{ label, theirs, ours }]
  })
}

const byLabel = (a: readonly [string, Interaction], b: readonly [string, Interaction]) =>
  compare(a[0], b[0]) || compare(a[1].relevant, b[1].relevant)

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function union(existing: Interactions, added: Interactions, replaced: ReadonlySet<string>): readonly Json[] {
  const kept = existing.filter((interaction) => !replaced.has(labelOf(interaction)))
  const byHash = new Map([...added, ...kept].map((interaction) => [interaction.hash, interaction]))
  return [...byHash.values()]
    .map((interaction) => [labelOf(interaction), interaction] as const)
    .toSorted(byLabel)
    .map(([, interaction]) => interaction.json)
}

/** Both objects' members; where both have one, those of the first, and of metadata what either says. */
function unionOfMembers(first: JsonObject, second: JsonObject): readonly JsonMember[] {
  const known = new Map(first.members.map((member) => [member.key, member]))
  for (const member of second.members) {
    const own = known.get(member.key)
    if (!own) known.set(member.key, member)
    else if (member.key === 'metadata' && own.value.kind === 'object' && member.value.kind === 'object') {
      known.set(member.key, { ...own, value: objectOf(unionOfMembers(own.value, member.value)) })
    }
  }
  return [...known.values()]
}

function listsOf(contract: Contract): readonly InteractionList[] {
  return LISTS.filter((list) => (contract.lists[list]?.length ?? 0) > 0)
}

function obstacles(existing: Contract, addition: Contract): readonly string[] {
  if ([existing, addition].some(({ lists }) => !lists.interactions && !lists.messages)) {
    return ['A contract without a list of interactions or messages cannot be merged']
  }
  const [before, after] = [existing.specificationVersion, addition.specificationVersion]
  if (before !== undefined && after !== undefined && before !== after) {
    return [`The parts are written by different versions of the Pact specification, ${before} and ${after}`]
  }
  const [theirs, ours] = [listsOf(existing), listsOf(addition)]
  // Verifiers read one of the two lists of such a document and pass over the other.
  if (theirs.length === 1 && ours.length === 1 && theirs[0] !== ours[0]) {
    return ['Interactions and messages fit into one contract only in version 4 of the Pact specification']
  }
  return []
}

/** The contract that holds what both hold. */
export function mergeContracts(existing: Contract, addition: Contract, options: MergeOptions): Merge {
  if (existing.sha === addition.sha) return { outcome: 'merged', contract: existing }
  const reasons = obstacles(existing, addition)
  if (reasons.length > 0) return { outcome: 'conflict', reasons }
  const different = LISTS.flatMap((list) => differing(existing.lists[list] ?? [], addition.lists[list] ?? []))
  if (different.length > 0 && options.differing === 'refuse') {
    return { outcome: 'conflict', reasons: different.map(({ theirs, ours }) => conflictOf(theirs, ours)) }
  }
  const replaced = new Set(different.map(({ label }) => label))
  const members = unionOfMembers(existing.document, addition.document).map((member) => {
    const list = LISTS.find((name) => name === member.key)
    if (list === undefined || (!existing.lists[list] && !addition.lists[list])) return member
    return { ...member, value: arrayOf(union(existing.lists[list] ?? [], addition.lists[list] ?? [], replaced)) }
  })
  const contract = contractOf(objectOf(members), options.identity)
  return { outcome: 'merged', contract: contract.sha === existing.sha ? existing : contract }
}
