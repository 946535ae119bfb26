/** What the broker was told at its start. Read once, from the environment and a few flags. */
export interface Config {
  readonly host: string
  readonly port: number
  /** URLs by which clients reach the broker; empty: as the request says. */
  readonly baseUrls: readonly string[]
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Bytes. */
  readonly bodyLimit: number
  readonly allowDangerousContractModification: boolean
  readonly checkForPotentialDuplicatePacticipantNames: boolean
  readonly baseEqualityOnlyOnContentThatAffectsVerificationResults: boolean
  readonly createDeployedVersionsForTags: boolean
  readonly useFirstTagAsBranch: boolean
  readonly useFirstTagAsBranchTimeLimitSeconds: number
  readonly autoDetectMainBranch: boolean
  readonly mainBranchCandidates: readonly string[]
}
