import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { PairLinks } from '../../components/PairLinks.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import type { Application, Pair } from './estate.ts'
import type { NetworkSearch } from './search.ts'
import css from './Panel.module.css'

interface PanelProps {
  readonly application: Application
  readonly search: NetworkSearch
  readonly onClose: () => void
}

interface PairsProps {
  readonly title: string
  readonly pairs: readonly Pair[]
  readonly side: 'consumer' | 'provider'
  readonly search: NetworkSearch
}

function Pairs({ title, pairs, side, search }: PairsProps) {
  return (
    <section>
      <h3>
        {title} <span className={css.count}>{pairs.length}</span>
      </h3>
      {pairs.length === 0 && <p className={css.none}>None</p>}
      <ul className={css.pairs}>
        {pairs.map((pair) => {
          const { consumer, provider, version, state } = pair
          return (
            <li key={pair[side]}>
              <span className={css.first}>
                <Link to="/network" search={{ ...search, selected: pair[side] }} replace>
                  {pair[side]}
                </Link>
                <StateMark state={state} />
              </span>
              <PairLinks consumer={consumer} provider={provider} version={version} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What one application has to do with the others, and the ways to more of it. */
export function Panel({ application, search, onClose }: PanelProps) {
  const { name, labels, team, consumers, providers } = application
  return (
    <aside className={css.panel} aria-label={name}>
      <div className={css.title}>
        <h2>{name}</h2>
        <Button look="quiet" aria-label={`Close ${name}`} onPress={onClose}>
          <X size={18} aria-hidden />
        </Button>
      </div>
      {team !== null && (
        <p>
          Team{' '}
          <Link to="/teams/$team" params={{ team }}>
            {team}
          </Link>
        </p>
      )}
      {labels.length > 0 && <p className={css.none}>{labels.join(', ')}</p>}
      <p className={css.links}>
        <Link to="/pacticipants/$pacticipant" params={{ pacticipant: name }}>
          Application
        </Link>
        <Link to="/can-i-deploy" search={{ pacticipant: name }}>
          Can I deploy
        </Link>
        {search.focus !== name && (
          <Link to="/network" search={{ ...search, focus: name, selected: name }}>
            Show only what is around it
          </Link>
        )}
      </p>
      <Pairs title="Consumers" pairs={consumers} side="consumer" search={search} />
      <Pairs title="Providers" pairs={providers} side="provider" search={search} />
    </aside>
  )
}
