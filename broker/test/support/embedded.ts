import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutOf } from '../../src/kernel/postgres/layout.ts'
import { findServer } from '../../src/kernel/postgres/postmaster.ts'
import type { Command, Report } from './embedded-process.ts'

interface User {
  readonly uid: number
  readonly gid: number
}

interface ProcessOptions {
  readonly user?: User | undefined
  /** Of the server, each `name=value`. */
  readonly settings?: readonly string[]
}

interface Started {
  readonly url: string
  readonly durationMs: number
}

/** One broker as far as its database is concerned: a process that can be asked, stopped and killed. */
class EmbeddedProcess {
  readonly #child: ChildProcess
  readonly #reports: Report[] = []
  readonly #news = new EventEmitter()
  /** Ends when it does. */
  readonly ended: Promise<void>

  constructor(dataDir: string, { user, settings = [] }: ProcessOptions = {}) {
    const environment = { PATH: process.env['PATH'], HOME: '/nonexistent' }
    const script = join(import.meta.dirname, 'embedded-process.ts')
    this.#child = fork(script, [dataDir, ...settings], {
      execArgv: ['--conditions=@tallystick/source'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(user ? { ...user, env: environment, cwd: '/' } : {}),
    })
    this.#child.on('message', (report: Report) => {
      this.#reports.push(report)
      this.#news.emit('news')
    })
    this.ended = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    void this.ended.then(() => this.#news.emit('news'))
  }

  get log(): readonly string[] {
    return this.#reports.flatMap((report) => (report.is === 'log' ? [report.message] : []))
  }

  async #next<Kind extends Report['is']>(kind: Kind, from: number): Promise<Extract<Report, { is: Kind }>> {
    for (;;) {
      const later = this.#reports.slice(from)
      const found = later.find((report): report is Extract<Report, { is: Kind }> => report.is === kind)
      if (found) return found
      const failed = later.find((report) => report.is === 'failed')
      if (failed) throw new Error(failed.message)
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error('The process has ended.')
      await once(this.#news, 'news')
    }
  }

  async up(): Promise<Started> {
    return this.#next('up', 0)
  }

  /** Waits until its log has a line, so many times. */
  async says(text: string, times = 1): Promise<void> {
    while (this.log.filter((message) => message.includes(text)).length < times) {
      await this.#next('log', this.#reports.length)
    }
  }

  async query(sql: string): Promise<readonly unknown[]> {
    const from = this.#reports.length
    this.#child.send({ do: 'query', sql } satisfies Command)
    return (await this.#next('result', from)).rows
  }

  async stop(): Promise<void> {
    const from = this.#reports.length
    this.#child.send({ do: 'stop' } satisfies Command)
    await this.#next('stopped', from)
    await this.ended
  }

  /** Makes it end as an error that nobody caught would. */
  exit(): void {
    this.#child.disconnect()
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }
}

/** The server's process, if it runs. */
export function serverPid(dataDir: string): number | undefined {
  return findServer(layoutOf(dataDir))?.pid
}

/** Polls, for what no process reports. */
export async function until(holds: () => boolean, deadlineMs = 10_000): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come about within ${deadlineMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

interface Place {
  readonly dataDir: string
  /** Starts a process on the directory, or on one below it. */
  start(options?: ProcessOptions & { readonly below?: string }): EmbeddedProcess
}

/** A directory that is removed after use, together with what still runs there. */
export async function withDataDir(
  work: (place: Place) => Promise<void>,
  { parent = tmpdir(), settings = [] }: { readonly parent?: string; readonly settings?: readonly string[] } = {},
): Promise<void> {
  const dataDir = await mkdtemp(join(parent, 'tallystick-embedded-'))
  const processes: EmbeddedProcess[] = []
  const directories = new Set([dataDir])
  const start: Place['start'] = ({ below, ...options } = {}) => {
    const directory = below === undefined ? dataDir : join(dataDir, below)
    directories.add(directory)
    const started = new EmbeddedProcess(directory, { settings, ...options })
    processes.push(started)
    return started
  }
  try {
    await work({ dataDir, start })
  } finally {
    await Promise.all(processes.map((each) => each.kill()))
    for (const directory of directories) {
      const pid = serverPid(directory)
      if (pid !== undefined) process.kill(pid, 'SIGQUIT')
      await until(() => serverPid(directory) === undefined)
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

export function readLog(dataDir: string): string {
  const { log } = layoutOf(dataDir)
  return existsSync(log) ? readFileSync(log, 'utf8') : ''
}
