import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../config.ts'

const config = (env: Readonly<Record<string, string>>) => readConfig({ env, flags: {} }).config

function refusal(name: string, value: unknown): string {
  try {
    config({ [`PACT_BROKER_DATABASE_CLEAN_${name}`]: typeof value === 'string' ? value : JSON.stringify(value) })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'accepted'
}

test('nothing said keeps what is in use, and what is at most 90 days old', () => {
  expect(config({})).toMatchObject({
    databaseCleanEnabled: true,
    databaseCleanCronSchedule: '15 2 * * *',
    databaseCleanDeletionLimit: 500,
    databaseCleanOverwrittenDataMaxAge: 7,
    databaseCleanDryRun: false,
    databaseCleanKeepVersionSelectors: [
      { latest: true, tag: true },
      { latest: true, branch: true },
      { latest: true },
      { deployed: true },
      { released: true },
      { maxAge: 90 },
    ],
    databaseCleanKeepBranchSelectors: [{ maxAge: 90 }],
    undoPeriodDays: 14,
  })
})

test('keys are read in either spelling, and false says nothing', () => {
  const given = '[{"max_age": 5, "main_branch": true}, {"maxAge": 6, "mainBranch": true, "latest": false}]'
  expect(config({ PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS: given })).toMatchObject({
    databaseCleanKeepVersionSelectors: [
      { maxAge: 5, mainBranch: true },
      { maxAge: 6, mainBranch: true },
    ],
  })
})

test('an empty list of branch selectors keeps all branches', () => {
  expect(config({ TALLYSTICK_DATABASE_CLEAN_KEEP_BRANCH_SELECTORS: '[]' })).toMatchObject({
    databaseCleanKeepBranchSelectors: [],
  })
})

describe('what is wrong stops the start and is named', () => {
  test.each<[string, unknown, string]>([
    ['KEEP_VERSION_SELECTORS', 'all', 'must be a JSON list of selectors'],
    ['KEEP_VERSION_SELECTORS', { latest: true }, 'must be a JSON list of selectors'],
    ['KEEP_VERSION_SELECTORS', [], 'must name something to keep'],
    ['KEEP_VERSION_SELECTORS', [{ latest: true }, 'x'], 'in selector 2: it must be an object'],
    ['KEEP_VERSION_SELECTORS', [{}], 'in selector 1: it says nothing'],
    ['KEEP_VERSION_SELECTORS', [{ latest: false }], 'in selector 1: it says nothing'],
    ['KEEP_VERSION_SELECTORS', [{ lastest: true }], '"lastest" is none of: pacticipant, latest, tag'],
    ['KEEP_VERSION_SELECTORS', [{ constructor: true }], '"constructor" is none of'],
    ['KEEP_VERSION_SELECTORS', [{ tag: 1 }], '"tag" must be a name, or true for any'],
    ['KEEP_VERSION_SELECTORS', [{ latest: 'yes' }], '"latest" must be true or false'],
    ['KEEP_VERSION_SELECTORS', [{ environment: ' ' }], '"environment" must be a name'],
    ['KEEP_VERSION_SELECTORS', [{ max_age: '90' }], '"max_age" must be a whole number of days'],
    ['KEEP_VERSION_SELECTORS', [{ maxAge: -1 }], '"maxAge" must be a whole number of days'],
    ['KEEP_VERSION_SELECTORS', [{ latest: true, tag: true, branch: 'x' }], '"latest" goes with a tag or with a branch'],
    ['KEEP_BRANCH_SELECTORS', [{ tag: 'x' }], '"tag" is none of: pacticipant, branch, maxAge'],
    ['DELETION_LIMIT', '0', 'must be a whole number from 1'],
    ['CRON_SCHEDULE', 'at night', 'must be five fields in UTC'],
    ['CRON_SCHEDULE', '60 2 * * *', 'must be five fields in UTC'],
    ['CRON_SCHEDULE', '15 2 * * * *', 'must be five fields in UTC'],
    ['CRON_SCHEDULE', '15 2 5-3 * *', 'must be five fields in UTC'],
  ])('%s %j', (name, value, sentence) => {
    expect(refusal(name, value)).toContain(`PACT_BROKER_DATABASE_CLEAN_${name}`)
    expect(refusal(name, value)).toContain(sentence)
  })

  test.each(['*/15 * * * *', '0 2,3 1-15/2 JAN-mar sun', '59 23 31 12 7'])('%s is a schedule', (value) => {
    expect(refusal('CRON_SCHEDULE', value)).toBe('accepted')
  })
})
