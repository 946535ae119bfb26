import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { type RefObject, useMemo, useRef } from 'react'
import { download } from '../../components/download.ts'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import tabs from '../../components/tabs.module.css'
import { routePath } from '../../paths.ts'
import { type Estate, estateOf, neighbourhood, pairsOf } from './estate.ts'
import { svgText } from './export-svg.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { Filters } from './Filters.tsx'
import type { GraphHandle } from './Graph.tsx'
import { GraphView } from './GraphView.tsx'
import { mermaidOf } from './mermaid.ts'
import { PairTable } from './PairTable.tsx'
import { Panel } from './Panel.tsx'
import { networkQuery } from './queries.ts'
import { type NetworkSearch, views } from './search.ts'
import css from './Network.module.css'

export const route = createLazyRoute(routePath(pages.network))({ component: Network })

const viewNames = { graph: 'Graph', table: 'Table' } as const

function useShown(whole: Estate, { focus, steps = 1, direction = 'both', q }: NetworkSearch) {
  const estate = useMemo(
    () => (focus === undefined ? whole : neighbourhood(whole, { focus, steps, direction })),
    [whole, focus, steps, direction],
  )
  const found = useMemo(() => {
    const part = q?.trim().toLowerCase()
    return part ? new Set([...estate.keys()].filter((name) => name.toLowerCase().includes(part))) : undefined
  }, [estate, q])
  return { estate, found }
}

function Views({ search }: { readonly search: NetworkSearch }) {
  return (
    <nav aria-label="View" className={tabs.tabs}>
      {views.map((view) => (
        <Link
          key={view}
          to="/network"
          search={{ ...search, view: view === 'graph' ? undefined : view }}
          className={tabs.tab}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={(search.view ?? 'graph') === view ? 'page' : undefined}
        >
          {viewNames[view]}
        </Link>
      ))}
    </nav>
  )
}

/** Why there is nothing to draw, and the way out. */
function Nothing({ search }: { readonly search: NetworkSearch }) {
  const everything = <Link to="/network">Show everything</Link>
  if (search.focus !== undefined) {
    return (
      <Message title={`${search.focus} is not here`} role="status" actions={everything}>
        <p>It has no contract with anybody, or none that fits these filters.</p>
      </Message>
    )
  }
  if (search.environment !== undefined || search.label !== undefined || search.team !== undefined) {
    return (
      <Message title="Nothing is like that" role="status" actions={everything}>
        <p>No consumer and provider match these filters.</p>
      </Message>
    )
  }
  return (
    <Message title="Nobody has published a contract yet" actions={<Link to="/">To the first steps</Link>}>
      <p>As soon as a consumer publishes one, it is drawn here with its provider.</p>
    </Message>
  )
}

function Network() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(networkQuery(search))
  const whole = useMemo(() => estateOf(data), [data])
  const names = useMemo(() => [...whole.keys()].toSorted((one, other) => one.localeCompare(other)), [whole])
  const { estate, found } = useShown(whole, search)
  const graph = useRef<GraphHandle>(null)
  const isCut = data.total > data.integrations.length
  return (
    <>
      <PageHeader title="Network" actions={estate.size > 0 && <Export graph={graph} estate={estate} search={search} />}>
        {counted(estate.size, 'application')}, {counted(pairsOf(estate).length, 'pair')}
        {isCut && ` of ${data.total}. Choose a label, a team or an environment to see the others.`}
      </PageHeader>
      <Filters
        search={search}
        names={names}
        labels={data.labels}
        teams={data.teams}
        foundCount={found?.size}
        onNext={() => graph.current?.showNext()}
      />
      <Views search={search} />
      {estate.size === 0 ? (
        <Nothing search={search} />
      ) : (
        <View graph={graph} estate={estate} whole={whole} search={search} found={found} />
      )}
    </>
  )
}

const counted = (count: number, of: string) => `${count} ${of}${count === 1 ? '' : 's'}`

interface ViewProps {
  readonly graph: RefObject<GraphHandle | null>
  readonly estate: Estate
  readonly whole: Estate
  readonly search: NetworkSearch
  readonly found: ReadonlySet<string> | undefined
}

function View({ graph, estate, whole, search, found }: ViewProps) {
  const navigate = useNavigate()
  const go = (change: Partial<NetworkSearch>, replace: boolean) =>
    void navigate({ to: '/network', search: (before) => ({ ...before, ...change }), replace })
  const selected = search.selected === undefined ? undefined : whole.get(search.selected)
  const pairs = pairsOf(estate)
  return (
    <div className={selected ? css.withPanel : css.alone}>
      {search.view === 'table' ? (
        <PairTable
          pairs={found ? pairs.filter((pair) => found.has(pair.consumer) || found.has(pair.provider)) : pairs}
        />
      ) : (
        <GraphView
          handle={graph}
          estate={estate}
          search={search}
          found={found}
          onSelect={(name) => go({ selected: name }, true)}
          onFocus={(name) => go({ focus: name, selected: name }, false)}
        />
      )}
      {selected && <Panel application={selected} search={search} onClose={() => go({ selected: undefined }, true)} />}
    </div>
  )
}

function Export({ graph, estate, search }: Pick<ViewProps, 'graph' | 'estate' | 'search'>) {
  const name = search.focus === undefined ? 'network' : `network-${search.focus}`
  const saveSvg = () => {
    const svg = graph.current?.svg
    if (svg) download(`${name}.svg`, new Blob([svgText(svg, document.title)], { type: 'image/svg+xml' }))
  }
  return (
    <ExportMenu
      onSvg={search.view === 'table' ? undefined : saveSvg}
      mermaid={() => mermaidOf(estate)}
      onMermaidFile={() => download(`${name}.mmd`, new Blob([mermaidOf(estate)], { type: 'text/plain' }))}
    />
  )
}
