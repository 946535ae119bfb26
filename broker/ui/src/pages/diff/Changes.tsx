import { type Change, type ContractChanges, contractChanges } from '@tallystick/client'
import type { Contract, MatrixGrid } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Message } from '../../components/states.tsx'
import { ChangeList } from './ChangeList.tsx'
import { InteractionDiff } from './InteractionDiff.tsx'
import { contentOf, versionOf } from './names.ts'
import type { Pair } from './queries.ts'
import type { DiffSearch } from './search.ts'
import { Summary } from './Summary.tsx'
import { useIsWide } from './use-is-wide.ts'
import css from './Changes.module.css'

interface ChangesProps {
  readonly pair: Pair
  readonly before: Contract
  readonly after: Contract
  readonly grids: readonly MatrixGrid[]
  readonly search: DiffSearch
}

/** With more interactions, texts are opened one by one. */
const MOST_OPEN = 8

function NoDifference({ provider, isSameContent }: { readonly provider: string; readonly isSameContent: boolean }) {
  return (
    <Message title="There is no difference" role="status">
      <p>
        {isSameContent
          ? 'Both versions have the same contract. A result for one holds for the other.'
          : `Both expect the same of ${provider}. They differ only in what is written beside it, such as comments.`}
      </p>
    </Message>
  )
}

interface Choice {
  readonly name: string
  readonly search: DiffSearch
  readonly isChosen: boolean
}

function Choices({ label, choices }: { readonly label: string; readonly choices: readonly Choice[] }) {
  return (
    <nav aria-label={label} className={css.choices}>
      {choices.map(({ name, search, isChosen }) => (
        <Link
          key={name}
          to="."
          search={search}
          replace
          resetScroll={false}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={isChosen ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

function Toolbar({ counts, search }: { readonly counts: ContractChanges['counts']; readonly search: DiffSearch }) {
  const { only, view } = search
  const all = counts.breaking + counts.unknown + counts.safe
  return (
    <div className={css.toolbar}>
      <Choices
        label="Which changes"
        choices={[
          { name: `All changes ${all}`, search: { ...search, only: undefined }, isChosen: only === undefined },
          {
            name: `Only breaking ${counts.breaking}`,
            search: { ...search, only: 'breaking' },
            isChosen: only === 'breaking',
          },
        ]}
      />
      <div className={css.view}>
        <Choices
          label="How lines are shown"
          choices={[
            { name: 'Side by side', search: { ...search, view: undefined }, isChosen: view === undefined },
            { name: 'Unified', search: { ...search, view: 'unified' }, isChosen: view === 'unified' },
          ]}
        />
      </div>
    </div>
  )
}

/** What one contract says otherwise than the other: in a sentence, and interaction by interaction. */
export function Changes({ pair, before, after, grids, search }: ChangesProps) {
  const found = useMemo(() => contractChanges(before, after), [before, after])
  const isWide = useIsWide()
  const isShown = ({ effect }: Change) => search.only === undefined || effect === search.only
  const ofContract = found.changes.filter(isShown)
  const interactions = found.interactions
    .map((interaction) => ({ interaction, changes: interaction.changes.filter(isShown) }))
    .filter(({ changes }) => changes.length > 0)
  if (found.changes.length === 0 && found.interactions.length === 0) {
    return <NoDifference provider={pair.provider} isSameContent={contentOf(before) === contentOf(after)} />
  }
  const versions = { from: versionOf(before) ?? '', to: versionOf(after) ?? '' }
  return (
    <>
      <Summary pair={pair} {...versions} found={found} grids={grids} />
      <Toolbar counts={found.counts} search={search} />
      <div className={css.interactions}>
        {ofContract.length > 0 && <ChangeList changes={ofContract} />}
        {interactions.map(({ interaction, changes }, index) => (
          <InteractionDiff
            key={`${interaction.kind} ${interaction.description} ${interaction.states.join(' ')} ${index}`}
            interaction={interaction}
            changes={changes}
            isSideBySide={isWide && search.view !== 'unified'}
            isOpen={interaction.kind === 'changed' && interactions.length <= MOST_OPEN}
          />
        ))}
        {interactions.length === 0 && ofContract.length === 0 && (
          <Message title="Nothing is breaking" role="status">
            <p>Look at all changes to see what is unknown or safe.</p>
          </Message>
        )}
      </div>
      {found.same > 0 && (
        <p className={css.same}>
          {found.same === 1 ? 'One interaction says' : `${found.same} interactions say`} the same in both.
        </p>
      )}
    </>
  )
}
