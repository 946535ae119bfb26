import { type BranchVersion, branchVersion } from '../wire/branches.ts'
import { expand, paths } from '../wire/paths.ts'
import { type Tag, tag as tagAnswer } from '../wire/tags.ts'
import { type Version, version as versionAnswer, versions } from '../wire/versions.ts'
import { anything, call, find } from './call.ts'
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

    /**
     * Creates a version, unless the broker knows it already. Publishing, branches and tags create versions by themselves.
     *
     * @example
     * (await broker.createVersion({ pacticipant: 'Till', version: '8' })).number // → '8'
     */
    async createVersion({ pacticipant, version }: VersionName): Promise<Version> {
      const at = { method: 'GET', url: expand(paths.version, { pacticipant, version }), answer: versionAnswer } as const
      return (await find(transport, at)) ?? call(transport, { ...at, method: 'PUT', body: {} })
    },

    /**
     * Takes a tag from a version.
     *
     * @example
     * await broker.tagVersion({ pacticipant: 'Till', version: '7', tag: 'old' })
     * await broker.untagVersion({ pacticipant: 'Till', version: '7', tag: 'old' })
     */
    async untagVersion({ pacticipant, version, tag }: VersionName & { readonly tag: string }): Promise<void> {
      const url = expand(paths.versionTag, { pacticipant, version, tag })
      await call(transport, { method: 'DELETE', url, answer: anything })
    },

    /**
     * The versions of an application, newest first.
     *
     * @example
     * (await broker.listVersions('Shop')).map(({ number }) => number) // → ['1']
     */
    async listVersions(pacticipant: string): Promise<readonly Version[]> {
      const url = expand(paths.versions, { pacticipant })
      const { _embedded } = await call(transport, { method: 'GET', url, answer: versions })
      return _embedded.versions
    },

    /**
     * Deletes a branch: its versions and contracts stay, but no provider verifies them for its sake any more.
     *
     * @example
     * await broker.addToBranch({ pacticipant: 'Till', version: '7', branch: 'done' })
     * await broker.deleteBranch({ pacticipant: 'Till', branch: 'done' })
     */
    async deleteBranch({
      pacticipant,
      branch,
    }: {
      readonly pacticipant: string
      readonly branch: string
    }): Promise<void> {
      const url = expand(paths.branch, { pacticipant, branch })
      await call(transport, { method: 'DELETE', url, answer: anything })
    },
  }
}
