import { describe, expect, test } from 'vitest'
import { type Build, type Environment, detectBuild } from './ci.ts'

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SHA: 'c0ffee',
  GITHUB_REF: 'refs/heads/feat/x',
  GITHUB_REF_NAME: 'feat/x',
  GITHUB_HEAD_REF: '',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '42',
}
const githubUrl = 'https://github.com/acme/shop/actions/runs/42'
const gitlab = { GITLAB_CI: 'true', CI_COMMIT_SHA: 'c0ffee', CI_JOB_URL: 'https://gitlab.com/acme/shop/-/jobs/7' }
const travis = { TRAVIS: 'true', TRAVIS_COMMIT: 'merged', TRAVIS_BRANCH: 'main' }
const azure = {
  TF_BUILD: 'True',
  BUILD_SOURCEVERSION: 'merged',
  SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
  SYSTEM_TEAMPROJECT: 'Web Shop',
  BUILD_BUILDID: '42',
}
const azureUrl = 'https://dev.azure.com/acme/Web%20Shop/_build/results?buildId=42'
const appveyor = {
  APPVEYOR: 'True',
  APPVEYOR_REPO_COMMIT: 'c0ffee',
  APPVEYOR_REPO_BRANCH: 'main',
  APPVEYOR_URL: 'https://ci.appveyor.com',
  APPVEYOR_ACCOUNT_NAME: 'acme',
  APPVEYOR_PROJECT_SLUG: 'shop',
  APPVEYOR_BUILD_ID: '42',
}
const appveyorUrl = 'https://ci.appveyor.com/project/acme/shop/builds/42'
const drone = { DRONE: 'true', DRONE_COMMIT_SHA: 'c0ffee', DRONE_BRANCH: 'main' }
const codebuild = { CODEBUILD_BUILD_ID: 'shop:1', CODEBUILD_RESOLVED_SOURCE_VERSION: 'c0ffee', AWS_REGION: 'eu-west-1' }
const codebuildUrl = 'https://console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/shop:1/view/new'
const jenkins = { JENKINS_URL: 'https://ci.acme.org/', GIT_COMMIT: 'c0ffee', BUILD_URL: 'https://ci.acme.org/job/1/' }
const jenkinsUrl = jenkins.BUILD_URL

const cases: readonly (readonly [
  what: string,
  env: Environment,
  build: Omit<Build, 'system'> & { system?: string },
])[] = [
  ['GitHub Actions, a push', github, { commit: 'c0ffee', branch: 'feat/x', url: githubUrl }],
  [
    'GitHub Actions, a pull request',
    { ...github, GITHUB_REF: 'refs/pull/12/merge', GITHUB_REF_NAME: '12/merge', GITHUB_HEAD_REF: 'fix/y' },
    { commit: 'c0ffee', branch: 'fix/y', url: githubUrl },
  ],
  ['GitHub Actions, a tag', { ...github, GITHUB_REF: 'refs/tags/v1' }, { commit: 'c0ffee', url: githubUrl }],
  [
    'GitHub Actions, after another workflow',
    { ...github, GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_NAME: 'workflow_run' },
    { commit: 'c0ffee', url: githubUrl },
  ],
  [
    'GitHub Actions, started by a webhook',
    { ...github, GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_NAME: 'repository_dispatch' },
    { commit: 'c0ffee', url: githubUrl },
  ],
  ['GitLab CI, a branch', { ...gitlab, CI_COMMIT_BRANCH: 'main' }, { branch: 'main' }],
  [
    'GitLab CI, a merge request',
    { ...gitlab, CI_COMMIT_REF_NAME: 'fix/y', CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'fix/y' },
    { commit: 'c0ffee', branch: 'fix/y', url: gitlab.CI_JOB_URL },
  ],
  ['GitLab CI, a tag', { ...gitlab, CI_COMMIT_REF_NAME: 'v1', CI_COMMIT_TAG: 'v1' }, { url: gitlab.CI_JOB_URL }],
  [
    'Buildkite',
    { BUILDKITE: 'true', BUILDKITE_COMMIT: 'c0ffee', BUILDKITE_BRANCH: 'main', BUILDKITE_BUILD_URL: 'https://b.org/1' },
    { commit: 'c0ffee', branch: 'main', url: 'https://b.org/1' },
  ],
  [
    'Buildkite, a tag built by hand',
    { BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD', BUILDKITE_BRANCH: 'v1', BUILDKITE_TAG: 'v1' },
    {},
  ],
  [
    'CircleCI',
    { CIRCLECI: 'true', CIRCLE_SHA1: 'c0ffee', CIRCLE_BRANCH: 'main', CIRCLE_BUILD_URL: 'https://circleci.com/1' },
    { commit: 'c0ffee', branch: 'main', url: 'https://circleci.com/1' },
  ],
  ['Travis CI, a branch', { ...travis, TRAVIS_BUILD_WEB_URL: 'https://t.org/1' }, { commit: 'merged', branch: 'main' }],
  [
    'Travis CI, a pull request',
    { ...travis, TRAVIS_PULL_REQUEST: '7', TRAVIS_PULL_REQUEST_BRANCH: 'fix/y', TRAVIS_PULL_REQUEST_SHA: 'c0ffee' },
    { commit: 'c0ffee', branch: 'fix/y' },
  ],
  ['Travis CI, a tag', { ...travis, TRAVIS_BRANCH: 'v1', TRAVIS_TAG: 'v1' }, { commit: 'merged' }],
  [
    'Azure Pipelines, a branch',
    { ...azure, BUILD_SOURCEBRANCH: 'refs/heads/feat/x', BUILD_SOURCEBRANCHNAME: 'x' },
    { commit: 'merged', branch: 'feat/x', url: azureUrl },
  ],
  [
    'Azure Pipelines, a pull request',
    {
      ...azure,
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/fix/y',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: 'c0ffee',
    },
    { commit: 'c0ffee', branch: 'fix/y', url: azureUrl },
  ],
  ['Azure Pipelines, a tag', { ...azure, BUILD_SOURCEBRANCH: 'refs/tags/v1' }, { commit: 'merged', url: azureUrl }],
  [
    'Bitbucket Pipelines',
    {
      BITBUCKET_BUILD_NUMBER: '42',
      BITBUCKET_COMMIT: 'c0ffee',
      BITBUCKET_BRANCH: 'main',
      BITBUCKET_REPO_FULL_NAME: 'acme/shop',
    },
    { commit: 'c0ffee', branch: 'main', url: 'https://bitbucket.org/acme/shop/pipelines/results/42' },
  ],
  [
    'TeamCity',
    { TEAMCITY_VERSION: '2026.1', BUILD_VCS_NUMBER: 'c0ffee', BUILD_URL: 'https://tc.org/1' },
    { commit: 'c0ffee', url: 'https://tc.org/1' },
  ],
  ['AppVeyor, a branch', appveyor, { commit: 'c0ffee', branch: 'main', url: appveyorUrl }],
  [
    'AppVeyor, a pull request',
    { ...appveyor, APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: 'fix/y', APPVEYOR_PULL_REQUEST_HEAD_COMMIT: 'beef' },
    { commit: 'beef', branch: 'fix/y', url: appveyorUrl },
  ],
  [
    'Woodpecker, a pull request',
    { CI: 'woodpecker', CI_COMMIT_SHA: 'c0ffee', CI_COMMIT_BRANCH: 'main', CI_COMMIT_SOURCE_BRANCH: 'fix/y' },
    { commit: 'c0ffee', branch: 'fix/y' },
  ],
  ['Drone, a branch', { ...drone, DRONE_BUILD_LINK: 'https://d.org/1' }, { commit: 'c0ffee', branch: 'main' }],
  ['Drone, a pull request', { ...drone, DRONE_SOURCE_BRANCH: 'fix/y' }, { commit: 'c0ffee', branch: 'fix/y' }],
  ['Drone, a tag', { ...drone, DRONE_BRANCH: 'main', DRONE_TAG: 'v1' }, { commit: 'c0ffee' }],
  [
    'AWS CodeBuild, from a webhook',
    { ...codebuild, CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/fix/y', CODEBUILD_SOURCE_VERSION: 'pr/7' },
    { commit: 'c0ffee', branch: 'fix/y', url: codebuildUrl },
  ],
  [
    'AWS CodeBuild, a push',
    { ...codebuild, CODEBUILD_WEBHOOK_TRIGGER: 'branch/feat/x' },
    { commit: 'c0ffee', branch: 'feat/x', url: codebuildUrl },
  ],
  [
    'AWS CodeBuild, from a pipeline',
    { ...codebuild, CODEBUILD_SOURCE_VERSION: 'arn:aws:s3:::bucket/source.zip' },
    { commit: 'c0ffee', url: codebuildUrl },
  ],
  [
    'Bamboo',
    {
      bamboo_buildKey: 'AC-SHOP-JOB1',
      bamboo_planRepository_revision: 'c0ffee',
      bamboo_planRepository_branchName: 'main',
      bamboo_buildResultsUrl: 'https://bamboo.org/1',
    },
    { commit: 'c0ffee', branch: 'main', url: 'https://bamboo.org/1' },
  ],
  [
    'Semaphore',
    {
      SEMAPHORE: 'true',
      SEMAPHORE_GIT_SHA: 'c0ffee',
      SEMAPHORE_GIT_BRANCH: 'main',
      SEMAPHORE_ORGANIZATION_URL: 'https://acme.semaphoreci.com',
      SEMAPHORE_WORKFLOW_ID: '42',
    },
    { commit: 'c0ffee', branch: 'main', url: 'https://acme.semaphoreci.com/workflows/42' },
  ],
  [
    'Cirrus CI',
    { CIRRUS_CI: 'true', CIRRUS_CHANGE_IN_REPO: 'c0ffee', CIRRUS_BRANCH: 'main', CIRRUS_BUILD_ID: '42' },
    { commit: 'c0ffee', branch: 'main', url: 'https://cirrus-ci.com/build/42' },
  ],
  ['Codeship', { CI_NAME: 'codeship', CI_COMMIT_ID: 'c0ffee', CI_BRANCH: 'main' }, { branch: 'main' }],
  ['Jenkins, a job', { ...jenkins, GIT_BRANCH: 'origin/feat/x' }, { branch: 'feat/x', url: jenkinsUrl }],
  [
    'Jenkins, a pull request of a multibranch job',
    { ...jenkins, BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_BRANCH: 'fix/y', GIT_BRANCH: 'PR-7' },
    { commit: 'c0ffee', branch: 'fix/y', url: jenkinsUrl },
  ],
  ['Jenkins, a tag', { ...jenkins, TAG_NAME: 'v1', BRANCH_NAME: 'v1', GIT_BRANCH: 'v1' }, { url: jenkinsUrl }],
  ['Jenkins, a detached head', { ...jenkins, GIT_BRANCH: 'detached' }, { commit: 'c0ffee', url: jenkinsUrl }],
]

describe('a build is known by its environment', () => {
  test.each(cases)('%s', (what, env, expected) => {
    const build = detectBuild(env)
    expect(build).toMatchObject({ system: what.split(', ')[0], ...expected })
    expect(build?.branch).toBe(expected.branch)
  })

  test('an ordinary shell is no build', () => {
    expect(detectBuild({ HOME: '/home/a', CI: 'true', GIT_BRANCH: 'main' })).toBeUndefined()
  })

  test('parts of a URL that are missing give no URL', () => {
    expect(detectBuild({ ...github, GITHUB_RUN_ID: undefined })).not.toHaveProperty('url')
    expect(detectBuild({ ...azure, SYSTEM_TEAMPROJECT: '' })).not.toHaveProperty('url')
  })
})
