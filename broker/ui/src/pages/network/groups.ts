/**
 * A colour and a letter for each of the labels, or teams, that most applications have. An application with several labels
 * has those of the commonest; one whose groups are all rare has none, as one without any.
 */
import type { Application } from './estate.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

export type Grouping = 'label' | 'team'

export interface Mark {
  /** Of the label, or the team. */
  readonly name: string
  /** Says as well which colour it has. */
  readonly letter: (typeof LETTERS)[number]
  readonly count: number
}

export interface Marks {
  readonly by: Grouping
  /** The commonest first. */
  readonly all: readonly Mark[]
  /** How many applications have none of them. */
  readonly others: number
}

function groupsOf({ labels, team }: Application, by: Grouping): readonly string[] {
  if (by === 'label') return labels
  return team === null ? [] : [team]
}

export function marksBy(by: Grouping, applications: readonly Application[]): Marks {
  const counts = new Map<string, number>()
  for (const application of applications) {
    for (const group of groupsOf(application, by)) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  const commonest = [...counts].toSorted(
    ([one, times], [other, otherTimes]) => otherTimes - times || (one < other ? -1 : 1),
  )
  const all = commonest.flatMap(([name, count], index) => {
    const letter = LETTERS[index]
    return letter ? [{ name, letter, count }] : []
  })
  const others = applications.filter((application) => !markOf(application, { by, all })).length
  return { by, all, others }
}

export function markOf(application: Application, { by, all }: Pick<Marks, 'by' | 'all'>): Mark | undefined {
  const groups = groupsOf(application, by)
  return all.find(({ name }) => groups.includes(name))
}
