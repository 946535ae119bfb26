// Ours beside `@pact-foundation/pact`: each number of interactions in a process of its own, from its start to its end.

import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'

export type Library = 'tallystick' | 'pact-js'

/** What a process used. */
export interface Figures {
  readonly cpuSeconds: number
  /** CPU until the library is there. */
  readonly startSeconds: number
  readonly memoryMb?: number
}

interface Row extends Figures {
  readonly library: Library
  readonly interactions: number
  readonly wallSeconds: number
}

interface Bench {
  /** The program that calls this: it is run again for each row. */
  readonly file: string
  readonly run: (library: Library, interactions: number) => Promise<Figures>
}

const digits = (value: number, places = 2) => value.toFixed(places)

/** In a process of its own, which takes the packages as they are published. */
function runApart(file: string, library: Library, interactions: number): Row {
  const args = ['--no-warnings', file, '--library', library, '--interactions', String(interactions)]
  const env = { ...process.env, LOG_LEVEL: 'error', PACT_DO_NOT_TRACK: 'true' }
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', env, maxBuffer: 1e9 })
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Row
}

/** Prints 10, 100 and 1,000 interactions of ours and of theirs; theirs with 1,000, which take minutes, with `--full`. */
export async function printBeside({ file, run }: Bench): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      library: { type: 'string' },
      interactions: { type: 'string' },
    },
  })
  if (options.library === 'tallystick' || options.library === 'pact-js') {
    const { library } = options
    const interactions = Number(options.interactions)
    const figures = await run(library, interactions)
    console.log(JSON.stringify({ library, interactions, ...figures, wallSeconds: performance.now() / 1000 }))
    process.exit()
  }
  const rows: Row[] = []
  for (const size of [10, 100, 1000]) {
    rows.push(runApart(file, 'tallystick', size))
    if (size < 1000 || options.full) rows.push(runApart(file, 'pact-js', size))
  }
  console.table(
    rows.map(({ library, interactions, memoryMb, ...figures }) => ({
      library,
      interactions,
      'CPU s': digits(figures.cpuSeconds),
      'wall s': digits(figures.wallSeconds),
      'start CPU s': digits(figures.startSeconds),
      'CPU ms each': digits(((figures.cpuSeconds - figures.startSeconds) / interactions) * 1000, 1),
      ...(memoryMb === undefined ? {} : { 'memory MB': digits(memoryMb, 0) }),
    })),
  )
}
