import { type Environment as Known, pages } from '@tallystick/client/wire'
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { environmentsQuery } from '../../data/environments.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { Changes } from './Changes.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { EnvironmentDialog } from './EnvironmentDialog.tsx'
import { Facts } from './Facts.tsx'
import { InventorySection } from './InventorySection.tsx'
import { changesQuery, inventoryQuery } from './queries.ts'
import { type How, RecordDialog } from './RecordDialog.tsx'
import type { EnvironmentSearch } from './search.ts'
import css from './Environment.module.css'

export const route = createLazyRoute(routePath(pages.environment))({ component: Environment })

function Environment() {
  const { environment: asked } = route.useParams()
  const { data: environments } = useSuspenseQuery(environmentsQuery)
  const environment = environments.find(({ uuid, name }) => uuid === asked || name === asked)
  if (environment) return <EnvironmentPage key={environment.uuid} environment={environment} />
  return (
    <>
      <PageHeader title="No such environment" above={<Link to="/environments">Environments</Link>} />
      <Message title="There is no such environment" actions={<Link to="/environments">To the environments</Link>}>
        <p>The address may be mistyped, or it has been deleted.</p>
      </Message>
    </>
  )
}

type DialogName = How | 'edit' | 'delete'

interface ActionsProps {
  readonly onOpen: (dialog: DialogName) => void
}

function Actions({ onOpen }: ActionsProps) {
  const recording = useMay('record', 'something')
  const administering = useMay('administer', 'everything')
  return (
    <>
      <Button look="primary" refusal={recording} onPress={() => onOpen('deployed')}>
        Record a deployment
      </Button>
      <Button refusal={recording} onPress={() => onOpen('released')}>
        Record a release
      </Button>
      <Button refusal={administering} onPress={() => onOpen('edit')}>
        Edit
      </Button>
      <Button look="danger" refusal={administering} onPress={() => onOpen('delete')}>
        Delete
      </Button>
    </>
  )
}

/** What was recorded is there now: one looks at now to see it. */
function useSearchChange(uuid: string) {
  const navigate = useNavigate()
  return (change: Partial<EnvironmentSearch>) =>
    void navigate({
      to: '/environments/$environment',
      params: { environment: uuid },
      search: (before) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    })
}

interface DialogsProps {
  readonly environment: Known
  readonly open: DialogName | undefined
  /** How many versions are in it now. */
  readonly count: number | undefined
  readonly onClose: () => void
  readonly onRecorded: (sentence: string) => void
}

function Dialogs({ environment, open, count, onClose, onRecorded }: DialogsProps) {
  return (
    <>
      <RecordDialog
        environment={environment}
        how={open === 'deployed' || open === 'released' ? open : undefined}
        onClose={onClose}
        onRecorded={onRecorded}
      />
      <EnvironmentDialog environment={environment} isOpen={open === 'edit'} onClose={onClose} />
      {open === 'delete' && <DeleteDialog environment={environment} count={count} onClose={onClose} />}
    </>
  )
}

function EnvironmentPage({ environment }: { readonly environment: Known }) {
  const search = route.useSearch()
  const [{ data: inventory }, { data: changes }] = useSuspenseQueries({
    queries: [inventoryQuery(environment, search), changesQuery(environment, search)],
  })
  const [dialog, setDialog] = useState<DialogName>()
  const [said, setSaid] = useState('')
  const change = useSearchChange(environment.uuid)
  const tell = (sentence: string) => {
    setSaid(sentence)
    if (search.at ?? search.before) change({ at: undefined, before: undefined, page: undefined })
  }
  const isNow = inventory.at === null
  return (
    <>
      <PageHeader
        title={environment.displayName}
        above={<Link to="/environments">Environments</Link>}
        actions={<Actions onOpen={setDialog} />}
      >
        <Facts environment={environment} />
      </PageHeader>
      <p role="status" className={css.said}>
        {said}
      </p>
      <InventorySection
        environment={environment}
        inventory={inventory}
        search={search}
        onSearch={(q) => change({ q, page: undefined })}
        onUndone={tell}
      />
      <Changes environment={environment.uuid} search={search} changes={changes} />
      <Dialogs
        environment={environment}
        open={dialog}
        count={isNow && !search.q ? inventory.page.totalElements : undefined}
        onClose={() => setDialog(undefined)}
        onRecorded={tell}
      />
    </>
  )
}
