import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { VERSION } from './version.ts'

// Around what people notice, and what they wait for on purpose. Each bound is a series for each route and status.
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const STATEMENT_SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5]

let ofProcess: Registry | undefined

/** Of Node itself. There is one process, however many brokers tests start in it. */
function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

interface Described<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labels?: readonly Label[]
}

function gaugeIn(registry: Registry) {
  return <Label extends string = never>({ name, help, labels = [] }: Described<Label>) =>
    new Gauge<Label>({ name: `tallystick_${name}`, help, labelNames: labels, registers: [registry] })
}

/** What this broker does: counted as it happens. */
function activity(registry: Registry) {
  const registers = [registry]
  return {
    requests: new Histogram({
      name: 'tallystick_http_request_duration_seconds',
      help: 'Requests answered, by the template of their address, and how long that took',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    statements: new Histogram({
      name: 'tallystick_database_statement_duration_seconds',
      help: 'Statements run in the database, and how long they took',
      buckets: STATEMENT_SECONDS,
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'tallystick_webhook_attempts_total',
      help: 'Attempts of this broker to call webhooks, by what came of them',
      labelNames: ['outcome'],
      registers,
    }),
  }
}

/** What this broker has in hand: looked at when somebody asks. */
function resources(registry: Registry) {
  const gauge = gaugeIn(registry)
  return {
    databaseUp: gauge({ name: 'database_up', help: 'Whether the database answered when these numbers were read' }),
    poolLimit: gauge({ name: 'database_pool_limit', help: 'The most connections that this broker may hold' }),
    poolSize: gauge({ name: 'database_pool_size', help: 'Connections that this broker holds' }),
    poolIdle: gauge({ name: 'database_pool_idle', help: 'Connections that nobody uses now' }),
    poolWaiting: gauge({ name: 'database_pool_waiting', help: 'Statements that wait for a connection' }),
  }
}

/** What all brokers on the database share. */
function holdings(registry: Registry) {
  const gauge = gaugeIn(registry)
  return {
    queueJobs: gauge({
      name: 'queue_jobs',
      help: 'Jobs, by what they do and how far they are; dead ones were given up after all retries',
      labels: ['queue', 'state'],
    }),
    pacticipants: gauge({ name: 'pacticipants', help: 'Applications' }),
    integrations: gauge({ name: 'integrations', help: 'Pairs of a consumer and a provider with a contract' }),
    versions: gauge({ name: 'versions', help: 'Versions of applications' }),
    environments: gauge({ name: 'environments', help: 'Environments' }),
    contracts: gauge({ name: 'contracts', help: 'Contracts published, each revision counted' }),
    contractContents: gauge({ name: 'contract_contents', help: 'Different contents of contracts' }),
    verifications: gauge({
      name: 'verifications',
      help: 'Results of verifications, by whether they succeeded',
      labels: ['result'],
    }),
    verificationRequests: gauge({
      name: 'verification_requests',
      help: 'Verifications that providers have yet to run: all that wait, and those of them that are overdue',
      labels: ['state'],
    }),
    webhooks: gauge({ name: 'webhooks', help: 'Webhooks' }),
    webhookTargetsPaused: gauge({
      name: 'webhook_targets_paused',
      help: 'Targets of webhooks that are left alone for a while, since they kept failing',
    }),
  }
}

/** Everything that a broker counts about itself. Names and labels are what dashboards and alerts depend on. */
export function openMetrics() {
  const own = new Registry()
  const info = gaugeIn(own)({ name: 'info', help: 'Which release this is', labels: ['version'] })
  info.set({ version: VERSION }, 1)
  return {
    ...activity(own),
    ...resources(own),
    ...holdings(own),
    /** All of it, with what Node says of itself. */
    registry: Registry.merge([processMetrics(), own]),
  }
}

export type Metrics = ReturnType<typeof openMetrics>
