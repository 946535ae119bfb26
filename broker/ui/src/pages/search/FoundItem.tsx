import type { SearchItem } from '@tallystick/client/wire'
import { Time } from '../../components/Time.tsx'
import { nameOf } from './found.ts'
import css from './FoundItem.module.css'

function Pair({ consumer, provider }: { readonly consumer: string; readonly provider: string }) {
  return (
    <span>
      {consumer} <span aria-hidden>→</span>
      <span className="visually-hidden">for</span> {provider}
    </span>
  )
}

/** What it is called. */
export function FoundName({ item }: { readonly item: SearchItem }) {
  if (item.kind === 'contract') return <Pair {...item} />
  return item.kind === 'version' ? <code>{item.number}</code> : nameOf(item)
}

/** What tells it from others that are called so. */
export function FoundDetails({ item }: { readonly item: SearchItem }) {
  switch (item.kind) {
    case 'pacticipant':
      return (
        <span className={css.details}>
          {item.displayName !== item.name && <span>{item.displayName}</span>}
          {item.labels.length > 0 && <span>{item.labels.join(', ')}</span>}
        </span>
      )
    case 'environment':
      return (
        <span className={css.details}>
          {item.displayName !== item.name && <span>{item.displayName}</span>}
          <span>{item.production ? 'Production' : 'Not production'}</span>
        </span>
      )
    case 'contract':
      return (
        <span className={css.details}>
          <code>{item.consumerVersion}</code>
          <Time at={item.publishedAt} />
        </span>
      )
    case 'interaction':
      return (
        <span className={css.details}>
          {item.path !== null && (
            <code>
              {item.method} {item.path}
            </code>
          )}
          <Pair {...item} />
        </span>
      )
    case 'version':
      return (
        <span className={css.details}>
          <span>{item.pacticipant}</span>
          {item.branch !== null && <span>{item.branch}</span>}
          <Time at={item.createdAt} />
        </span>
      )
    case 'branch':
      return (
        <span className={css.details}>
          <span>{item.pacticipant}</span>
          <Time at={item.updatedAt} />
        </span>
      )
  }
}
