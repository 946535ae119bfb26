/**
 * Waits until the providers have verified what a consumer version published: each version of a provider that matters
 * (the head of its main branch, what is deployed or released) with a request of its own. One failure is the end of it.
 * What had been verified before with a failure is a failure as well.
 */
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import type { VerificationRequest } from '../wire/verification-requests.ts'
import { reasonLines } from './answer.ts'
import { awaitAnswer } from './await-answer.ts'
import type { Terminal } from './terminal.ts'

interface ConsumerVersion {
  readonly consumer: string
  readonly version: string
}

interface Patience {
  readonly seconds: number
  readonly terminal: Terminal
  /** What is seen of it, line by line. */
  readonly print: Terminal['print']
}

interface Verified {
  readonly isVerified: boolean
  readonly requests: readonly VerificationRequest[]
}

// What changes without an event is found in the end, and everything where events cannot be followed.
const LOOK_AGAIN_MS = 30_000
const POLL_MS = 5000
const PACT_BROKER_POLL_SECONDS = 10

const isOpen = ({ status }: VerificationRequest) => status !== 'done'
const hasFailed = ({ success }: VerificationRequest) => success === false

function lineOf({ provider, description, status, success, requestedAt }: VerificationRequest) {
  const who = `${provider.name} ${provider.version} (${description})`
  if (success !== undefined) return success ? `✓ ${who} has verified it` : `✗ ${who} has failed to verify it`
  switch (status) {
    case 'requested':
      return `… ${who} has yet to verify it, since ${requestedAt}`
    case 'started':
      return `… ${who} has begun to verify it`
    case 'overdue':
      return `… ${who} is late, since ${requestedAt}`
    case 'done':
      return `- ${who} need not verify it any more`
  }
}

function formatOf({ success, status }: VerificationRequest) {
  if (success !== undefined) return success ? 'green' : 'red'
  return status === 'overdue' ? 'yellow' : 'dim'
}

/** Prints what has changed since the last time. */
function reporter(print: Terminal['print']) {
  const told = new Map<string, string>()
  return (requests: readonly VerificationRequest[]) => {
    for (const request of requests.toReversed()) {
      const line = lineOf(request)
      if (told.get(request.uuid) !== line) print(line, formatOf(request))
      told.set(request.uuid, line)
    }
  }
}

/** Something that can be waited for again and again. */
function alarm() {
  let ringing = Promise.withResolvers<undefined>()
  return {
    ring() {
      ringing.resolve(undefined)
    },
    async next(limitMs: number) {
      const timer = setTimeout(() => ringing.resolve(undefined), limitMs)
      await ringing.promise
      clearTimeout(timer)
      ringing = Promise.withResolvers()
    },
  }
}

async function awaitRequests(
  broker: BrokerClient,
  { consumer, version }: ConsumerVersion,
  { seconds, print }: Patience,
): Promise<readonly VerificationRequest[]> {
  const end = Date.now() + seconds * 1000
  const report = reporter(print)
  const list = async () => broker.listVerificationRequests({ consumer, consumerVersion: version })
  const ending = new AbortController()
  const changed = alarm()
  let pause = LOOK_AGAIN_MS
  async function follow() {
    try {
      const events = broker.followEvents({ pacticipant: consumer, signal: ending.signal, onOpen: changed.ring })
      for await (const _ of events) changed.ring()
    } catch {
      pause = POLL_MS
      changed.ring()
    }
  }
  let requests = await list()
  report(requests)
  const following = requests.some(isOpen) ? follow() : undefined
  try {
    while (requests.some(isOpen) && !requests.some(hasFailed) && Date.now() < end) {
      await changed.next(Math.max(0, Math.min(pause, end - Date.now())))
      requests = await list()
      report(requests)
    }
    return requests
  } finally {
    ending.abort()
    await following
  }
}

/** A Pact Broker keeps no list of what is to be verified: there it is asked for what the main branches say. */
async function awaitMainBranches(
  broker: BrokerClient,
  { consumer, version }: ConsumerVersion,
  { seconds, terminal, print }: Patience,
): Promise<boolean> {
  const selectors = [{ pacticipant: consumer, version }]
  const answer = await awaitAnswer(
    broker,
    { selectors, toMainBranch: true },
    { seconds, pollSeconds: PACT_BROKER_POLL_SECONDS, terminal },
  )
  for (const { text, format } of reasonLines(answer)) print(text, format)
  return answer.summary.deployable === true
}

export async function awaitVerifications(
  broker: BrokerClient,
  published: ConsumerVersion,
  patience: Patience,
): Promise<Verified> {
  const { consumer, version } = published
  const { print } = patience
  let requests: readonly VerificationRequest[]
  try {
    requests = await awaitRequests(broker, published, patience)
  } catch (error) {
    if (!(error instanceof BrokerCallError) || error.status !== 404) throw error
    return { isVerified: await awaitMainBranches(broker, published, patience), requests: [] }
  }
  if (requests.some(hasFailed)) return { isVerified: false, requests }
  const late = requests.filter(isOpen)
  if (late.length > 0) {
    print(
      `The time is over: ${late.length} of ${requests.length} verifications of ${consumer} ${version} are missing`,
      'yellow',
    )
    return { isVerified: false, requests }
  }
  const selectors = [{ pacticipant: consumer, version }]
  const known = await broker.queryMatrix({ selectors, toMainBranch: true })
  if (known.summary.failed > 0) {
    for (const { text, format } of reasonLines(known)) print(text, format)
    return { isVerified: false, requests }
  }
  const isVerified = requests.some(({ success }) => success === true)
  print(
    isVerified
      ? `What ${consumer} ${version} published is verified`
      : `Nothing that ${consumer} ${version} published waits to be verified`,
    'green',
  )
  return { isVerified: true, requests }
}
