import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)

/** The question as its address has it: an answer can be shared by its link. Without version and branch: the main branch. */
export const deploymentSearch = z.object({ pacticipant: given, version: given, branch: given, environment: given })
export type DeploymentSearch = z.infer<typeof deploymentSearch>

/** A question that can be asked. */
export interface Question extends DeploymentSearch {
  readonly pacticipant: string
  readonly environment: string
}

export function isWhole(search: DeploymentSearch): search is Question {
  return search.pacticipant !== undefined && search.environment !== undefined
}
