// What the broker answers: the schemas of the wire, with an example of each.

import { z } from 'zod'
import {
  type MatrixRow,
  contract,
  deployedVersion,
  environment,
  matrix,
  matrixRow,
  reason,
  type reasonCodes,
  releasedVersion,
  webhook,
} from '../../../src/wire/index.ts'
import { eachLike, like } from '../../../src/consumer/index.ts'
import { BROKER } from './tally.ts'

export const at = '2026-11-22T10:00:00+00:00'
export const environmentUuid = 'a0236de3-4f3e-49c3-a344-b4a84117a610'
export const deployedUuid = '9e3eaee6-3e3a-4843-9635-f1b6bb9fcb97'
export const releasedUuid = '587a053d-4e0a-4582-8de7-0da29c35f7f8'
export const webhookUuid = 'c3f0bdae-6a3b-4a51-9a4c-2f8a1d5e7b10'
/** The address of the contract of a selection: its content, and why it was selected. */
export const selectedPath = `/pacts/provider/Stock/consumer/Shop/pact-version/${'35cef35c'.repeat(5)}/metadata/c1tdW2`

/** Links of which one is named. */
export const linkTo = (path: string, name = 'self') => ({ [name]: { href: BROKER + path } })

/** Links of which none is needed. */
export const anyLinks = z.looseObject({})

/** A schema with an example that goes into the contract as it is. */
export function example<Schema extends z.ZodType>(schema: Schema, value: unknown): Schema {
  const problem = schema.safeParse(value).error
  if (problem) throw new TypeError(`the example does not fit: ${problem.message}`)
  return schema.meta({ examples: [value] })
}

const environmentInBrief = {
  uuid: environmentUuid,
  name: 'production',
  displayName: 'Production',
  production: true,
  createdAt: at,
  _links: linkTo(`/environments/${environmentUuid}`),
}
const environmentExample = { ...environmentInBrief, contacts: [{ name: 'Operations' }] }

export const production = example(environment.extend({ name: z.literal('production') }), environmentExample)

const embedded = {
  pacticipant: { name: 'Stock', _links: linkTo('/pacticipants/Stock') },
  version: { number: '5', _links: linkTo('/pacticipants/Stock/versions/5') },
}

const deployed = {
  uuid: deployedUuid,
  currentlyDeployed: true,
  createdAt: at,
  _embedded: embedded,
  _links: linkTo(`/deployed-versions/${deployedUuid}`),
}

export const deployedNow = example(deployedVersion.extend({ currentlyDeployed: z.literal(true) }), {
  ...deployed,
  currentlyDeployed: true,
})

export const undeployed = example(deployedVersion.extend({ currentlyDeployed: z.literal(false) }), {
  ...deployed,
  currentlyDeployed: false,
  undeployedAt: at,
})

const released = {
  uuid: releasedUuid,
  currentlySupported: true,
  createdAt: at,
  _embedded: embedded,
  _links: linkTo(`/released-versions/${releasedUuid}`),
}

export const supported = example(releasedVersion.extend({ currentlySupported: z.literal(true) }), {
  ...released,
  currentlySupported: true,
})

export const unsupported = example(releasedVersion.extend({ currentlySupported: z.literal(false) }), {
  ...released,
  currentlySupported: false,
  supportEndedAt: at,
})

/** The contract that the states publish. */
export const document = {
  consumer: { name: 'Shop' },
  provider: { name: 'Stock' },
  interactions: [
    {
      description: 'a request for an item',
      providerState: 'there is an item',
      request: { method: 'GET', path: '/items/1' },
      response: { status: 200 },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
}

/** A contract as the broker gives it, with where the results go. */
export const contractOfShop = example(
  contract.extend({
    consumer: z.object({ name: z.literal('Shop') }),
    provider: z.object({ name: z.literal('Stock') }),
    interactions: z.array(z.looseObject({ description: z.string() })).min(1),
  }),
  {
    consumer: { name: 'Shop' },
    provider: { name: 'Stock' },
    interactions: [{ description: 'a request for an item' }],
    createdAt: at,
    _links: linkTo(`${selectedPath}/verification-results`, 'pb:publish-verification-results'),
  },
)

/** A webhook, with the UUID that the client chose or any other. */
export const webhookWith = (uuid: z.ZodType<string>) =>
  example(webhook.extend({ uuid, events: z.tuple([z.object({ name: z.literal('contract_published') })]) }), {
    uuid: webhookUuid,
    description: 'Verify Stock',
    provider: { name: 'Stock' },
    enabled: true,
    request: {
      method: 'POST',
      url: 'https://ci.example.org/stock',
      headers: { 'x-build': 'stock' },
      body: { ref: 'main' },
    },
    events: [{ name: 'contract_published' }],
    createdAt: at,
    _links: linkTo(`/webhooks/${webhookUuid}`),
  })

const versionExample = (name: string, number: string) => ({
  number,
  branch: 'main',
  branches: [{ name: 'main', latest: true, _links: linkTo(`/pacticipants/${name}/branches/main/versions/${number}`) }],
  branchVersions: [
    { name: 'main', latest: true, _links: linkTo(`/pacticipants/${name}/branches/main/versions/${number}`) },
  ],
  environments: [environmentInBrief],
  _links: linkTo(`/pacticipants/${name}/versions/${number}`),
  tags: [],
})

const row = {
  consumer: { name: 'Shop', version: versionExample('Shop', '1'), _links: linkTo('/pacticipants/Shop') },
  provider: { name: 'Stock', version: versionExample('Stock', '5'), _links: linkTo('/pacticipants/Stock') },
  pact: { createdAt: at, _links: linkTo('/pacts/provider/Stock/consumer/Shop/version/1') },
} as const

interface Judgement {
  readonly deployable: boolean | null
  /** What the provider found, where it is known. */
  readonly success?: boolean
  readonly code: (typeof reasonCodes)[number]
  readonly type: z.infer<typeof reason>['type']
  readonly message: string
  readonly next?: string
}

function rowOf({ success }: Judgement): MatrixRow {
  if (success === undefined) return { ...row, provider: { ...row.provider, version: null }, verificationResult: null }
  const result = { success, verifiedAt: at, _links: linkTo(`${selectedPath}/verification-results/1`) }
  return { ...row, verificationResult: result }
}

const party = z.object({ name: z.string(), version: z.string().nullable() })

/** An answer about whether Shop 1 can be deployed, with one reason, and with rows that are like one. */
export function verdict(judgement: Judgement) {
  const { deployable, success, code, type, message, next } = judgement
  const isKnown = success !== undefined
  const isAboutPair = deployable !== true
  const version = isKnown ? '5' : null
  return {
    summary: example(matrix.shape.summary.extend({ deployable: z.literal(deployable) }), {
      deployable,
      reason: message,
      success: success === true ? 1 : 0,
      failed: success === false ? 1 : 0,
      unknown: isKnown ? 0 : 1,
    }),
    notices: matrix.shape.notices.min(1),
    reasons: [
      example(
        reason.extend({
          code: z.literal(code),
          type: z.literal(type),
          ...(isAboutPair && { consumer: party, provider: party }),
          ...(next !== undefined && { next: z.literal(next) }),
        }),
        {
          code,
          type,
          message,
          consumer: isAboutPair ? { name: 'Shop', version: '1' } : null,
          provider: isAboutPair ? { name: 'Stock', version } : null,
          next: next ?? null,
        },
      ),
    ],
    matrix: eachLike(like(rowOf(judgement))),
  }
}

/** The same, with all that rows may have. */
export const completeVerdict = (judgement: Judgement) => ({
  ...verdict(judgement),
  matrix: z.array(example(matrixRow, rowOf(judgement))).min(1),
})

/** A refusal in one sentence. */
export const refusal = (sentence: string) => example(z.object({ error: z.string() }), { error: sentence })

/** A refusal for what is wrong with one field. */
export const misfit = (field: string, sentence: string) =>
  example(z.object({ errors: z.object({ [field]: z.array(z.string()).min(1) }) }), { errors: { [field]: [sentence] } })
