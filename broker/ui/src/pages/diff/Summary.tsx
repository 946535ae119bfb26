import { type ContractChanges, type Effect, changesSummary } from '@tallystick/client'
import type { MatrixGrid } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { effectMarks } from './marks.ts'
import type { Pair } from './queries.ts'
import css from './Summary.module.css'

interface SummaryProps {
  readonly pair: Pair
  readonly from: string
  readonly to: string
  readonly found: ContractChanges
  readonly grids: readonly MatrixGrid[]
}

function meaning(effect: Effect, { pair, from, to }: Pick<SummaryProps, 'pair' | 'from' | 'to'>): string {
  const { provider } = pair
  if (effect === 'safe') return `Each version of ${provider} that keeps the contract of ${from} keeps that of ${to}.`
  if (effect === 'unknown') {
    return `Whether a version of ${provider} that keeps the contract of ${from} keeps that of ${to}, only a verification tells.`
  }
  return `A version of ${provider} that does no more than the contract of ${from} asks of it does not keep that of ${to}.`
}

/** What the newest version of the provider that tried it has found. */
function newestResult(grids: readonly MatrixGrid[], version: string) {
  const results = grids.flatMap((grid) => grid.results).filter(({ consumerVersion }) => consumerVersion === version)
  const versions = grids.flatMap((grid) => grid.provider.versions)
  const newest = versions.find(({ number }) => results.some(({ providerVersion }) => providerVersion === number))
  return results.find(({ providerVersion }) => providerVersion === newest?.number)
}

function Verified({ pair, to, grids }: Pick<SummaryProps, 'pair' | 'to' | 'grids'>) {
  const result = newestResult(grids, to)
  return (
    <p>
      {result
        ? `${pair.provider} ${result.providerVersion} ${result.success ? 'has verified it, and keeps it.' : 'has tried it, and does not keep it.'} `
        : `No version of ${pair.provider} has verified it lately. `}
      <Link to="/matrix/provider/$provider/consumer/$consumer" params={pair}>
        All results
      </Link>
    </p>
  )
}

/** The changes in a sentence, what that means, and what is known already. */
export function Summary({ pair, from, to, found, grids }: SummaryProps) {
  const { icon: Icon, tone } = effectMarks[found.effect]
  return (
    <section className={css.summary} aria-labelledby="summary">
      <h2 id="summary" className={css[tone]}>
        <Icon size={24} aria-hidden />
        {changesSummary(found.counts)}
      </h2>
      <p>{meaning(found.effect, { pair, from, to })}</p>
      <Verified pair={pair} to={to} grids={grids} />
    </section>
  )
}
