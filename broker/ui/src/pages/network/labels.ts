/**
 * A colour and a letter for each of the labels that most applications have. An application with several has those of the
 * commonest; one whose labels are all rare has the mark of the others.
 */
import type { Application } from './estate.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

export interface LabelMark {
  readonly label: string
  /** Says as well which colour it has. */
  readonly letter: (typeof LETTERS)[number]
  readonly count: number
}

export function labelMarks(applications: readonly Application[]): readonly LabelMark[] {
  const counts = new Map<string, number>()
  for (const { labels } of applications) for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const commonest = [...counts].toSorted(
    ([one, times], [other, otherTimes]) => otherTimes - times || (one < other ? -1 : 1),
  )
  return commonest.flatMap(([label, count], index) => {
    const letter = LETTERS[index]
    return letter ? [{ label, letter, count }] : []
  })
}

export function markOf({ labels }: Application, marks: readonly LabelMark[]): LabelMark | undefined {
  return marks.find(({ label }) => labels.includes(label))
}
