import type { MatrixGrid } from '@tallystick/client/wire'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { relativeTime } from '../../components/relative-time.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import type { Pair } from './queries.ts'
import type { DiffSearch } from './search.ts'
import css from './Chooser.module.css'

type Version = MatrixGrid['consumer']['versions'][number]

interface ChooserProps {
  readonly pair: Pair
  /** The numbers that are compared; undefined where there is none yet. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly versions: readonly Version[]
  readonly search: DiffSearch
  /** Undefined where all versions are there. */
  readonly onOlder: (() => void) | undefined
}

function optionText({ number, branch, publishedAt, environments }: Version): string {
  const places = environments.map(({ displayName }) => `in ${displayName}`)
  const time = relativeTime(new Date(publishedAt), new Date())
  return [number, branch, time, ...places].filter(Boolean).join(' · ')
}

interface VersionSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly versions: readonly Version[]
  readonly onChoose: (number: string) => void
}

function VersionSelect({ label, value, versions, onChoose }: VersionSelectProps) {
  return (
    <ChoiceField
      label={label}
      value={value}
      nothing={value === undefined ? 'Choose a version' : undefined}
      options={versions.map((version) => [version.number, optionText(version)])}
      onChoose={(number) => number !== undefined && onChoose(number)}
      className={css.version}
    />
  )
}

/** Which two versions of the consumer are compared. What is chosen is in the address. */
export function Chooser({ pair, before, after, versions, search, onOlder }: ChooserProps) {
  const navigate = useNavigate()
  const go = (otherVersion: string, version: string) =>
    void navigate({
      to: '/pacts/provider/$provider/consumer/$consumer/version/$version/diff/version/$otherVersion',
      params: { ...pair, version, otherVersion },
      search,
    })
  return (
    <div className={css.chooser} role="group" aria-label={`Versions of ${pair.consumer}`}>
      <VersionSelect
        label="From version"
        value={before}
        versions={versions}
        onChoose={(number) => go(number, after ?? number)}
      />
      <Button
        aria-label="Swap the versions"
        isDisabled={before === undefined || after === undefined}
        onPress={() => before !== undefined && after !== undefined && go(after, before)}
      >
        <ArrowLeftRight size={16} aria-hidden /> Swap
      </Button>
      <VersionSelect
        label="To version"
        value={after}
        versions={versions}
        onChoose={(number) => go(before ?? number, number)}
      />
      {onOlder && (
        <Button look="quiet" onPress={onOlder}>
          List older versions
        </Button>
      )}
    </div>
  )
}
