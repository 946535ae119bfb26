import { Link } from '@tanstack/react-router'
import css from './PairLinks.module.css'

interface PairLinksProps {
  readonly consumer: string
  readonly provider: string
  /** Of the consumer. */
  readonly version: string
}

/** The ways from a pair to its contract, and to its matrix. */
export function PairLinks({ consumer, provider, version }: PairLinksProps) {
  const of = <span className="visually-hidden">{` of ${consumer} and ${provider}`}</span>
  return (
    <span className={css.links}>
      <Link to="/pacts/provider/$provider/consumer/$consumer/version/$version" params={{ consumer, provider, version }}>
        Contract{of}
      </Link>
      <Link to="/matrix/provider/$provider/consumer/$consumer" params={{ consumer, provider }}>
        Matrix{of}
      </Link>
    </span>
  )
}
