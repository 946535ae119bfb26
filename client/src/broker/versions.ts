import { type BranchVersion, branchVersion } from '../wire/branches.ts'
import { expand, paths } from '../wire/paths.ts'
import { type Tag, tag as tagAnswer } from '../wire/tags.ts'
import { type Version, version as versionAnswer } from '../wire/versions.ts'
import { call, find } from './call.ts'
import type { Transport } from './transport.ts'

export interface VersionName {
  readonly pacticipant: string
  readonly version: string
}

export interface LatestOf {
  readonly pacticipant: string
  readonly branch?: string | undefined
  readonly tag?: string | undefined
}

function latestVersionPath({ pacticipant, branch, tag }: LatestOf): string {
  if (branch !== undefined) return expand(paths.branchLatestVersion, { pacticipant, branch })
  if (tag !== undefined) return expand(paths.latestTaggedVersion, { pacticipant, tag })
  return expand(paths.latestVersion, { pacticipant })
}

export function versionCalls(transport: Transport) {
  return {
    /**
     * A version by its number, with its branches, tags and environments; undefined when the broker does not know it.
     *
     * @example
     * const version = await broker.findVersion({ pacticipant: 'Shop', version: '1' })
     * version?._embedded.branchVersions.map(({ name }) => name) // → ['main']
     */
    findVersion: ({ pacticipant, version }: VersionName): Promise<Version | undefined> =>
      find(transport, {
        method: 'GET',
        url: expand(paths.version, { pacticipant, version }),
        answer: versionAnswer,
      }),

    /**
     * The newest version: of all, of a branch, or with a tag.
     *
     * @example
     * (await broker.findLatestVersion({ pacticipant: 'Shop', branch: 'main' }))?.number // → '1'
     * await broker.findLatestVersion({ pacticipant: 'Shop', tag: 'gold' }) // → undefined
     */
    findLatestVersion: (of: LatestOf): Promise<Version | undefined> =>
      find(transport, { method: 'GET', url: latestVersionPath(of), answer: versionAnswer }),

    /**
     * Puts a version on a branch. The application, the version and the branch come to be when they are new.
     *
     * @example
     * await broker.addToBranch({ pacticipant: 'Till', version: '7', branch: 'feat/scanner' })
     */
    addToBranch: ({
      pacticipant,
      version,
      branch,
    }: VersionName & { readonly branch: string }): Promise<BranchVersion> =>
      call(transport, {
        method: 'PUT',
        url: expand(paths.branchVersion, { pacticipant, version, branch }),
        body: {},
        answer: branchVersion,
      }),

    /**
     * Tags a version. The application and the version come to be when they are new.
     *
     * @example
     * (await broker.tagVersion({ pacticipant: 'Till', version: '7', tag: 'demo' })).name // → 'demo'
     */
    tagVersion: ({ pacticipant, version, tag }: VersionName & { readonly tag: string }): Promise<Tag> =>
      call(transport, {
        method: 'PUT',
        url: expand(paths.versionTag, { pacticipant, version, tag }),
        body: {},
        answer: tagAnswer,
      }),
  }
}
