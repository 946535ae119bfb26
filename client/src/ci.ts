/**
 * What a continuous integration system tells a build by its environment: the commit, the branch and where the build can
 * be seen. On a pull request the branch is the one that the request comes from. A build of a tag has no branch.
 */
export type Environment = Readonly<Record<string, string | undefined>>

/** What a continuous integration system says of the build that it runs. */
export interface Build {
  /** The name of the system, as people write it. */
  readonly system: string
  readonly commit?: string
  readonly branch?: string
  readonly url?: string
}

type Found = string | undefined

interface System {
  readonly name: string
  /** True of an environment that this system made. */
  readonly made: (env: Environment) => boolean
  /** The commit, the branch and the URL, in the order of preference. */
  readonly commit: (env: Environment) => readonly Found[]
  readonly branch: (env: Environment) => readonly Found[]
  readonly url: (env: Environment) => readonly Found[]
}

/** The name of a branch from a full reference; nothing from the reference of a tag or of a merged pull request. */
function branchOf(reference: Found): Found {
  if (!reference?.startsWith('refs/')) return reference
  return reference.startsWith('refs/heads/') ? reference.slice('refs/heads/'.length) : undefined
}

/** The text made of the parts, unless one of them is not known. */
function joined(...parts: readonly Found[]): Found {
  return parts.includes(undefined) || parts.includes('') ? undefined : parts.join('')
}

const unless = (condition: Found, value: Found): Found => (condition ? undefined : value)

const isTrue = (value: Found) => value?.toLowerCase() === 'true'

const systems: readonly System[] = [
  {
    name: 'GitHub Actions',
    made: (env) => isTrue(env.GITHUB_ACTIONS),
    commit: (env) => [env.GITHUB_SHA],
    // GITHUB_REF_NAME of a pull request is `12/merge`; a workflow_run or repository_dispatch names the default branch,
    // whatever is checked out.
    branch: (env) => [
      env.GITHUB_HEAD_REF,
      /^(?:workflow_run|repository_dispatch)$/.test(env.GITHUB_EVENT_NAME ?? '') ? undefined : branchOf(env.GITHUB_REF),
    ],
    url: (env) => [joined(env.GITHUB_SERVER_URL, '/', env.GITHUB_REPOSITORY, '/actions/runs/', env.GITHUB_RUN_ID)],
  },
  {
    name: 'GitLab CI',
    made: (env) => isTrue(env.GITLAB_CI),
    commit: (env) => [env.CI_COMMIT_SHA],
    branch: (env) => [
      env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME,
      env.CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME,
      env.CI_COMMIT_BRANCH,
    ],
    url: (env) => [env.CI_JOB_URL, env.CI_PIPELINE_URL],
  },
  {
    name: 'Buildkite',
    made: (env) => isTrue(env.BUILDKITE),
    // A build that was started by hand may say HEAD.
    commit: (env) => [env.BUILDKITE_COMMIT === 'HEAD' ? undefined : env.BUILDKITE_COMMIT],
    branch: (env) => [unless(env.BUILDKITE_TAG, env.BUILDKITE_BRANCH)],
    url: (env) => [env.BUILDKITE_BUILD_URL],
  },
  {
    name: 'CircleCI',
    made: (env) => isTrue(env.CIRCLECI),
    commit: (env) => [env.CIRCLE_SHA1],
    branch: (env) => [unless(env.CIRCLE_TAG, env.CIRCLE_BRANCH)],
    url: (env) => [env.CIRCLE_BUILD_URL],
  },
  {
    name: 'Travis CI',
    made: (env) => isTrue(env.TRAVIS),
    commit: (env) => [env.TRAVIS_PULL_REQUEST_SHA, env.TRAVIS_COMMIT],
    // TRAVIS_BRANCH of a pull request is the branch that it goes to.
    branch: (env) => [env.TRAVIS_PULL_REQUEST_BRANCH, unless(env.TRAVIS_TAG, env.TRAVIS_BRANCH)],
    url: (env) => [env.TRAVIS_BUILD_WEB_URL, env.TRAVIS_JOB_WEB_URL],
  },
  {
    name: 'Azure Pipelines',
    made: (env) => isTrue(env.TF_BUILD),
    commit: (env) => [env.SYSTEM_PULLREQUEST_SOURCECOMMITID, env.BUILD_SOURCEVERSION],
    branch: (env) => [branchOf(env.SYSTEM_PULLREQUEST_SOURCEBRANCH), branchOf(env.BUILD_SOURCEBRANCH)],
    url: (env) => [
      joined(
        env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI,
        env.SYSTEM_TEAMPROJECT && encodeURIComponent(env.SYSTEM_TEAMPROJECT),
        '/_build/results?buildId=',
        env.BUILD_BUILDID,
      ),
    ],
  },
  {
    name: 'Bitbucket Pipelines',
    made: (env) => Boolean(env.BITBUCKET_BUILD_NUMBER),
    commit: (env) => [env.BITBUCKET_COMMIT],
    branch: (env) => [env.BITBUCKET_BRANCH],
    url: (env) => [
      joined('https://bitbucket.org/', env.BITBUCKET_REPO_FULL_NAME, '/pipelines/results/', env.BITBUCKET_BUILD_NUMBER),
    ],
  },
  {
    name: 'TeamCity',
    made: (env) => Boolean(env.TEAMCITY_VERSION),
    commit: (env) => [env.BUILD_VCS_NUMBER],
    branch: () => [],
    url: (env) => [env.BUILD_URL],
  },
  {
    name: 'AppVeyor',
    made: (env) => isTrue(env.APPVEYOR),
    commit: (env) => [env.APPVEYOR_PULL_REQUEST_HEAD_COMMIT, env.APPVEYOR_REPO_COMMIT],
    branch: (env) => [
      env.APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH,
      unless(env.APPVEYOR_REPO_TAG_NAME, env.APPVEYOR_REPO_BRANCH),
    ],
    url: (env) => [
      joined(
        env.APPVEYOR_URL,
        '/project/',
        env.APPVEYOR_ACCOUNT_NAME,
        '/',
        env.APPVEYOR_PROJECT_SLUG,
        '/builds/',
        env.APPVEYOR_BUILD_ID,
      ),
    ],
  },
  {
    name: 'Woodpecker',
    made: (env) => env.CI === 'woodpecker',
    commit: (env) => [env.CI_COMMIT_SHA],
    branch: (env) => [env.CI_COMMIT_SOURCE_BRANCH, unless(env.CI_COMMIT_TAG, env.CI_COMMIT_BRANCH)],
    url: (env) => [env.CI_PIPELINE_URL],
  },
  {
    name: 'Drone',
    made: (env) => isTrue(env.DRONE),
    commit: (env) => [env.DRONE_COMMIT_SHA, env.DRONE_COMMIT],
    branch: (env) => (env.DRONE_TAG ? [] : [env.DRONE_SOURCE_BRANCH, env.DRONE_BRANCH]),
    url: (env) => [env.DRONE_BUILD_LINK],
  },
  {
    name: 'AWS CodeBuild',
    made: (env) => Boolean(env.CODEBUILD_BUILD_ID),
    commit: (env) => [env.CODEBUILD_RESOLVED_SOURCE_VERSION],
    // The source version may be a branch, a commit, a tag or `pr/12`: only a full reference says which.
    branch: (env) => [
      branchOf(env.CODEBUILD_WEBHOOK_HEAD_REF),
      env.CODEBUILD_WEBHOOK_TRIGGER?.startsWith('branch/')
        ? env.CODEBUILD_WEBHOOK_TRIGGER.slice('branch/'.length)
        : undefined,
      env.CODEBUILD_SOURCE_VERSION?.startsWith('refs/') ? branchOf(env.CODEBUILD_SOURCE_VERSION) : undefined,
    ],
    url: (env) => [
      env.CODEBUILD_PUBLIC_BUILD_URL,
      joined(
        'https://console.aws.amazon.com/codebuild/home?region=',
        env.AWS_REGION,
        '#/builds/',
        env.CODEBUILD_BUILD_ID,
        '/view/new',
      ),
    ],
  },
  {
    name: 'Bamboo',
    made: (env) => Boolean(env.bamboo_buildKey ?? env.bamboo_planKey),
    commit: (env) => [env.bamboo_planRepository_revision, env.bamboo_planRepository_1_revision],
    branch: (env) => [
      env.bamboo_repository_pr_sourceBranch,
      env.bamboo_planRepository_branchName,
      env.bamboo_planRepository_1_branchName,
    ],
    url: (env) => [env.bamboo_buildResultsUrl, env.bamboo_resultsUrl],
  },
  {
    name: 'Semaphore',
    made: (env) => isTrue(env.SEMAPHORE),
    commit: (env) => [env.SEMAPHORE_GIT_PR_SHA, env.SEMAPHORE_GIT_SHA],
    branch: (env) => [env.SEMAPHORE_GIT_PR_BRANCH, unless(env.SEMAPHORE_GIT_TAG_NAME, env.SEMAPHORE_GIT_BRANCH)],
    url: (env) => [joined(env.SEMAPHORE_ORGANIZATION_URL, '/workflows/', env.SEMAPHORE_WORKFLOW_ID)],
  },
  {
    name: 'Cirrus CI',
    made: (env) => isTrue(env.CIRRUS_CI),
    commit: (env) => [env.CIRRUS_CHANGE_IN_REPO],
    branch: (env) => [unless(env.CIRRUS_TAG, env.CIRRUS_BRANCH)],
    url: (env) => [joined('https://cirrus-ci.com/build/', env.CIRRUS_BUILD_ID)],
  },
  {
    name: 'Codeship',
    made: (env) => env.CI_NAME === 'codeship',
    commit: (env) => [env.CI_COMMIT_ID],
    branch: (env) => [env.CI_BRANCH],
    url: (env) => [env.CI_BUILD_URL],
  },
  {
    name: 'Jenkins',
    made: (env) => Boolean(env.JENKINS_URL ?? env.HUDSON_URL),
    commit: (env) => [env.GIT_COMMIT],
    // BRANCH_NAME of a multibranch job is `PR-12` for a pull request and the tag for a tag; GIT_BRANCH names the remote.
    branch: (env) =>
      env.TAG_NAME
        ? []
        : [
            env.CHANGE_BRANCH,
            env.BRANCH_NAME,
            env.GIT_LOCAL_BRANCH,
            branchOf(env.GIT_BRANCH)?.replace(/^origin\//, ''),
          ],
    url: (env) => [env.BUILD_URL],
  },
]

// Systems write this where there is none.
const first = (values: readonly Found[]): Found => values.find((value) => value && value !== 'detached')

/**
 * What the continuous integration system says of the build that this environment belongs to; undefined where none is
 * recognised. Reads nothing but its argument.
 *
 * @example
 * detectBuild({ CIRCLECI: 'true', CIRCLE_SHA1: 'c0ffee', CIRCLE_BRANCH: 'main' })
 * // → { system: 'CircleCI', commit: 'c0ffee', branch: 'main' }
 * detectBuild({}) // → undefined
 */
export function detectBuild(env: Environment): Build | undefined {
  const system = systems.find(({ made }) => made(env))
  if (!system) return undefined
  const commit = first(system.commit(env))
  const branch = first(system.branch(env))
  const url = first(system.url(env))
  return {
    system: system.name,
    ...(commit ? { commit } : {}),
    ...(branch ? { branch } : {}),
    ...(url ? { url } : {}),
  }
}
