import type { Environment, Inventory } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Pager } from '../../components/Pager.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Message } from '../../components/states.tsx'
import { Time } from '../../components/Time.tsx'
import { InventoryTable } from './InventoryTable.tsx'
import type { EnvironmentSearch } from './search.ts'
import { TimeSteps } from './TimeSteps.tsx'
import { exactTime } from './times.ts'
import { UndoDialog } from './UndoDialog.tsx'
import css from './InventorySection.module.css'

type Version = Inventory['_embedded']['versions'][number]

interface InventorySectionProps {
  readonly environment: Environment
  readonly inventory: Inventory
  readonly search: EnvironmentSearch
  readonly onSearch: (text: string | undefined) => void
  readonly onUndone: (sentence: string) => void
}

function Nothing({ inventory, search }: Pick<InventorySectionProps, 'inventory' | 'search'>) {
  if (search.q) {
    return (
      <Message title="Nothing is like that" role="status">
        <p>No application with such a name {inventory.at ? 'was' : 'is'} here.</p>
      </Message>
    )
  }
  return (
    <Message title={inventory.at ? 'Nothing was here then' : 'Nothing is here'}>
      <p>
        {inventory.at
          ? 'No version was recorded as deployed or released here at that time.'
          : 'No version is recorded as deployed or released here. Record a deployment, or let a pipeline do it.'}
      </p>
    </Message>
  )
}

/** What is in the environment, or was at a time, with the ways to other times. */
export function InventorySection({ environment, inventory, search, onSearch, onUndone }: InventorySectionProps) {
  const [undone, setUndone] = useState<Version>()
  const { at, since } = inventory
  return (
    <section aria-labelledby="inventory" className={css.section}>
      <div>
        <h2 id="inventory">{at ? `In it on ${exactTime(at)}` : 'In it now'}</h2>
        {since && (
          <p className={css.since}>
            {at ? 'Last changed before that:' : 'Last changed'} <Time at={since} />
          </p>
        )}
      </div>
      <div className={css.tools}>
        <SearchField label="Application" value={search.q} placeholder="Part of a name" onSearch={onSearch} />
        <TimeSteps environment={environment.uuid} search={search} inventory={inventory} />
      </div>
      {inventory.page.totalElements === 0 ? (
        <Nothing inventory={inventory} search={search} />
      ) : (
        <InventoryTable environment={environment} inventory={inventory} onUndo={setUndone} />
      )}
      <Pager
        page={inventory.page}
        of="versions"
        link={(page, text) => (
          <Link to="/environments/$environment" params={{ environment: environment.uuid }} search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
      {undone && (
        <UndoDialog
          environment={environment}
          version={undone}
          onClose={() => setUndone(undefined)}
          onUndone={onUndone}
        />
      )}
    </section>
  )
}
