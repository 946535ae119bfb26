/**
 * Whether a contract is pending for a provider's build: whether its failure may not break the build, because the
 * provider has never satisfied it where it is being built.
 *
 * A build is on a branch, or has tags, or says neither. A contract is pending for a branch (or tag) unless a version on
 * that branch has verified its content successfully at some time, or a version on another branch had done so before
 * this branch began: what was verified when the branch was cut from it counts for it. A branch that does not exist yet
 * begins now. With several tags the contract is pending as soon as it is for one of them. A build that says neither
 * finds it pending until any version has verified it.
 * Later failures change nothing, and verifications while the contract was work in progress count.
 */

/** A branch or a tag of the provider, in which its versions follow each other. */
export interface ProviderLine {
  readonly name: string
  /** Undefined when no version is on it yet. */
  readonly begunAt: Date | undefined
}

/** That versions of a line have verified a content successfully. */
export interface ProviderSuccess {
  readonly name: string
  readonly succeededAt: Date
  /** The first success that did not come from a work-in-progress run. */
  readonly settledAt: Date | null
}

export interface PendingStatus {
  readonly isPending: boolean
  /** Of the build's tags; empty when it is on a branch or says neither. */
  readonly pendingTags: readonly string[]
  readonly settledTags: readonly string[]
}

/** Whether one of the successes counts for the line, by when they happened. */
export function isSatisfied(
  line: ProviderLine,
  successes: readonly { readonly name: string; readonly at: Date | null }[],
): boolean {
  return successes.some(
    ({ name, at }) => at !== null && (name === line.name || line.begunAt === undefined || at < line.begunAt),
  )
}

function isPendingFor(line: ProviderLine, successes: readonly ProviderSuccess[]): boolean {
  return !isSatisfied(
    line,
    successes.map(({ name, succeededAt }) => ({ name, at: succeededAt })),
  )
}

export function pendingForBranch(branch: ProviderLine, successes: readonly ProviderSuccess[]): PendingStatus {
  return { isPending: isPendingFor(branch, successes), pendingTags: [], settledTags: [] }
}

export function pendingForTags(tags: readonly ProviderLine[], successes: readonly ProviderSuccess[]): PendingStatus {
  const pendingTags = tags.filter((tag) => isPendingFor(tag, successes)).map(({ name }) => name)
  const settledTags = tags.map(({ name }) => name).filter((name) => !pendingTags.includes(name))
  return { isPending: pendingTags.length > 0, pendingTags, settledTags }
}

export function pendingForAny(isVerified: boolean): PendingStatus {
  return { isPending: !isVerified, pendingTags: [], settledTags: [] }
}
