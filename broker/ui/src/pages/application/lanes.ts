/**
 * How a timeline is drawn: each branch is a lane, beside the others that are alive at the same time. The main branch has
 * the first lane. Another one takes the first lane that is free from its newest version down to its oldest, so that lanes
 * are used again and stay few; where too many are alive at once, the last lane is shared. A branch whose newest version
 * is on an earlier page comes from above. A version on no branch stands alone.
 */

export interface LaneVersion {
  readonly branches: readonly { readonly name: string; readonly latest: boolean }[]
}

/** What a lane has beside one version. */
export interface LaneCell {
  readonly isMain: boolean
  /** The line comes from above. */
  readonly above: boolean
  readonly dot: 'none' | 'version' | 'newest'
  /** The line goes on below. */
  readonly below: boolean
}

interface Span {
  readonly name: string | undefined
  readonly from: number
  readonly to: number
  /** Its versions, with whether nothing newer is on the branch. */
  readonly rows: ReadonlyMap<number, boolean>
  readonly isFromAbove: boolean
}

export const MAX_LANES = 5

function spansOf(versions: readonly LaneVersion[]): readonly Span[] {
  const rows = new Map<string, Map<number, boolean>>()
  for (const [row, { branches }] of versions.entries()) {
    for (const { name, latest } of branches) {
      const known = rows.get(name) ?? new Map<number, boolean>()
      rows.set(name, known.set(row, latest))
    }
  }
  const onBranches = [...rows].map(([name, places]): Span => {
    const [first = 0] = places.keys()
    const isFromAbove = places.get(first) === false
    return { name, from: isFromAbove ? 0 : first, to: Math.max(...places.keys()), rows: places, isFromAbove }
  })
  const alone = versions.flatMap(({ branches }, row): readonly Span[] =>
    branches.length === 0
      ? [{ name: undefined, from: row, to: row, rows: new Map([[row, false]]), isFromAbove: false }]
      : [],
  )
  return [...onBranches, ...alone]
}

/** The lane of each span: the lanes until which row each is taken are counted from the newest down. */
function placed(spans: readonly Span[], mainBranch: string | undefined): ReadonlyMap<Span, number> {
  const lanes = new Map<Span, number>()
  const takenUntil: number[] = []
  const isMain = ({ name }: Span) => name !== undefined && name === mainBranch
  const main = spans.find(isMain)
  if (main) {
    lanes.set(main, 0)
    takenUntil[0] = Infinity
  }
  for (const span of spans.filter((one) => one !== main).toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const free = takenUntil.findIndex((until) => until < span.from)
    const lane = Math.min(free === -1 ? takenUntil.length : free, MAX_LANES - 1)
    takenUntil[lane] = Math.max(takenUntil[lane] ?? -1, span.to)
    lanes.set(span, lane)
  }
  return lanes
}

/** For each version, what is in each lane beside it; all have as many. */
export function lanesOf(
  versions: readonly LaneVersion[],
  mainBranch: string | undefined,
): readonly (readonly LaneCell[])[] {
  const lanes = placed(spansOf(versions), mainBranch)
  const count = Math.max(0, ...lanes.values()) + 1
  return versions.map((_, row) =>
    Array.from({ length: count }, (_unused, lane): LaneCell => {
      const here = [...lanes].filter(([span, of]) => of === lane && span.from <= row && row <= span.to)
      const dots = here.flatMap(([{ rows }]) => rows.get(row) ?? [])
      return {
        isMain: here.some(([{ name }]) => name !== undefined && name === mainBranch),
        above: here.some(([{ from, isFromAbove }]) => row > from || isFromAbove),
        dot: dots.length === 0 ? 'none' : dots.includes(true) ? 'newest' : 'version',
        below: here.some(([{ to }]) => row < to),
      }
    }),
  )
}
