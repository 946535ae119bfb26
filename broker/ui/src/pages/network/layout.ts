/**
 * Where each application stands and how the lines run: in columns, consumers left of their providers. A small network is
 * laid out wholly by dagre. Of a large one, or where lines would take more room than boxes, only the columns and the order
 * in them are taken, so that names can be read: the columns are folded, or joined, until the drawing has the shape of a
 * window, and the lines run straight behind the boxes.
 */
import { Graph, layout } from '@dagrejs/dagre'

export const BOX_HEIGHT = 28
const ROW = 36
const FOLD_GAP = 28
const COLUMN_GAP = 110
const NARROW_GAP = 60
const MARGIN = 16
/** Up to so many boxes, lines can be followed by eye. */
const SMALL = 60
/** Up to so many lines, dagre's best way of finding columns is quick. */
const FEW_LINKS = 80

export interface LayoutInput {
  readonly widths: readonly number[]
  /** From consumer to provider, by their places in `widths`. */
  readonly links: readonly (readonly [number, number])[]
}

export interface LayoutOrder extends LayoutInput {
  /** Width by height of what is drawn into. */
  readonly shape: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** By its centre. */
export interface Box extends Point {
  readonly width: number
}

export interface Arrangement {
  readonly boxes: readonly Box[]
  /** For each link the points it runs through, from the side of one box to the side of the other. */
  readonly routes: readonly (readonly Point[])[]
  readonly width: number
  readonly height: number
}

/** Of more columns beside each other, names cannot be read without going nearer. */
const MOST_COLUMNS = 12
/** A drawing may be so much higher than its longest column. */
const MOST_LOOSE = 2.2
/** A drawing may be so often as wide as the window. */
const MOST_STRETCHED = 1.6

interface Laid {
  readonly boxes: readonly Box[]
  readonly bends: readonly (readonly Point[])[]
}

function nodeGap(isSmall: boolean, shape: number): number {
  if (!isSmall) return 6
  return shape < 1 ? BOX_HEIGHT : 14
}

function layOut({ widths, links, shape }: LayoutOrder, { isRough }: { readonly isRough: boolean }): Laid {
  const isSmall = widths.length <= SMALL
  const graph = new Graph()
  graph.setGraph({
    rankdir: 'LR',
    nodesep: nodeGap(isSmall, shape),
    edgesep: isSmall ? 10 : 0,
    // Between two columns dagre keeps one for bends.
    ranksep: (shape < 1 ? NARROW_GAP : COLUMN_GAP) / 2,
    // Turns as few lines around as it can where applications depend on each other in circles: that makes fewer columns.
    acyclicer: 'greedy',
    // The default finds shorter lines, in seconds rather than in tenths of them.
    ranker: links.length <= FEW_LINKS ? 'network-simplex' : 'tight-tree',
  })
  widths.forEach((width, index) => graph.setNode(String(index), { width, height: BOX_HEIGHT }))
  for (const [from, to] of links) if (from !== to) graph.setEdge(String(from), String(to), {})
  layout(graph, { disableOptimalOrderHeuristic: isRough })
  const boxes = widths.map((width, index) => {
    const { x = 0, y = 0 } = graph.node(String(index))
    return { x, y, width }
  })
  const bends = links.map(([from, to]): readonly Point[] =>
    isSmall && from !== to ? (graph.edge(String(from), String(to)).points ?? []).slice(1, -1) : [],
  )
  return { boxes, bends }
}

type Columns = readonly (readonly number[])[]

const longestOf = (columns: Columns) => Math.max(1, ...columns.map(({ length }) => length))

/** The boxes by their columns, each from top to bottom, as places. */
function columnsIn(boxes: readonly Box[]): Columns {
  return [...Map.groupBy(boxes.keys(), (index) => Math.round(boxes[index]?.x ?? 0))]
    .toSorted(([one], [other]) => one - other)
    .map(([, indexes]) => indexes.toSorted((one, other) => (boxes[one]?.y ?? 0) - (boxes[other]?.y ?? 0)))
}

/** Every second column is lower by half a row, since names seen from afar reach into the columns beside theirs. */
function stagger(boxes: readonly Box[]): readonly Box[] {
  const lower = new Set(columnsIn(boxes).flatMap((column, nth) => (nth % 2 === 1 ? column : [])))
  return boxes.map((box, index) => (lower.has(index) ? { ...box, y: box.y + BOX_HEIGHT } : box))
}

function isRoomy(boxes: readonly Box[]): boolean {
  if (boxes.length > SMALL) return false
  const columns = columnsIn(boxes)
  if (columns.length > MOST_COLUMNS) return false
  const longest = longestOf(columns)
  const height = Math.max(0, ...boxes.map(({ y }) => y)) - Math.min(...boxes.map(({ y }) => y), 0)
  return longest <= 2 || height <= longest * ROW * MOST_LOOSE
}

const columnsOf = (count: number, rows: number) => Math.ceil(count / rows)

interface Room {
  /** Of the widest box. */
  readonly width: number
  readonly shape: number
}

/** How often as wide as the window the drawing is with so many rows; below 1, it is higher. */
function stretchOf(columns: Columns, rows: number, { width, shape }: Room): number {
  const folds = columns.reduce((sum, { length }) => sum + columnsOf(length, rows), 0)
  const wide = folds * (width + FOLD_GAP) + columns.length * (COLUMN_GAP - FOLD_GAP)
  return wide / (Math.min(rows, longestOf(columns)) * ROW) / shape
}

/** How many rows give the drawing the shape of a window. */
function bestRows(columns: Columns, room: Room): number {
  const most = longestOf(columns)
  const misfit = (rows: number) => Math.abs(Math.log(stretchOf(columns, rows, room)))
  const candidates = Array.from({ length: most }, (_, index) => index + 1)
  return candidates.reduce((best, rows) => (misfit(rows) < misfit(best) ? rows : best), most)
}

/** Short columns one below the other, up to so many boxes in one. */
function joined(columns: Columns, most: number): Columns {
  const longer: number[][] = []
  for (const column of columns) {
    const last = longer.at(-1)
    if (last && last.length + column.length <= most) last.push(...column)
    else longer.push([...column])
  }
  return longer
}

/** Columns that fill a window. Where a network is so deep that they would be a ribbon, neighbours share one. */
function fitting(columns: Columns, room: Room): { readonly columns: Columns; readonly rows: number } {
  const boxes = columns.flat().length
  let fit = { columns, rows: bestRows(columns, room) }
  for (let most = longestOf(columns); most <= boxes; most += 1) {
    if (stretchOf(fit.columns, fit.rows, room) <= MOST_STRETCHED) break
    const shared = joined(columns, most)
    fit = { columns: shared, rows: bestRows(shared, room) }
  }
  return fit
}

/** Columns that are too long become several, with every next one in the next of them, so that the order stays. */
function fold(boxes: readonly Box[], shape: number): readonly Box[] {
  const widthOf = (index: number) => boxes[index]?.width ?? 0
  const widest = Math.max(0, ...boxes.map(({ width }) => width))
  const { columns, rows } = fitting(columnsIn(boxes), { width: widest, shape })
  const height = Math.min(rows, longestOf(columns))
  const placed = boxes.map((box) => ({ ...box }))
  let left = 0
  for (const column of columns) {
    const folds = columnsOf(column.length, rows)
    const top = ((height - Math.ceil(column.length / folds)) * ROW) / 2
    for (let nth = 0; nth < folds; nth += 1) {
      const members = column.filter((_, place) => place % folds === nth)
      const width = Math.max(...members.map(widthOf))
      members.forEach((index, row) => {
        placed[index] = { width: widthOf(index), x: left + width / 2, y: top + (row + nth / folds) * ROW }
      })
      left += width + (nth === folds - 1 ? COLUMN_GAP : FOLD_GAP)
    }
  }
  return placed
}

/** How far to the right a line bends that comes back to the side it began at. */
export const bendOf = (from: Point, to: Point): number => 24 + Math.min(42, Math.abs(from.y - to.y) / 10)

const rightEnds = (points: readonly Point[]) =>
  points.map((point, index) => {
    const before = points[index - 1]
    return point.x + (before?.x === point.x ? bendOf(before, point) : 0)
  })

/** On the right of the column that both are in. */
function besideColumn(from: Box, to: Box): readonly Point[] {
  const [start, end] = [from.x + from.width / 2, to.x + to.width / 2]
  const x = Math.max(start, end)
  return [
    ...(start < x ? [{ x: start, y: from.y }] : []),
    { x, y: from.y },
    { x, y: to.y },
    ...(end < x ? [{ x: end, y: to.y }] : []),
  ]
}

/** From the side that looks at the other; around the corner where it is its own consumer. */
function route(from: Box, to: Box, bends: readonly Point[]): readonly Point[] {
  if (from === to) {
    const x = from.x + from.width / 2
    return [
      { x, y: from.y + BOX_HEIGHT / 4 },
      { x, y: from.y - BOX_HEIGHT / 4 },
    ]
  }
  if (Math.abs(from.x - to.x) < (from.width + to.width) / 2) return besideColumn(from, to)
  const side = from.x <= to.x ? 1 : -1
  const start = { x: from.x + (side * from.width) / 2, y: from.y }
  return [start, ...bends, { x: to.x - (side * to.width) / 2, y: to.y }]
}

/** Where lines have no room is seen in a rough layout already, which takes half of the time and is good enough to fold. */
function laidOut(input: LayoutOrder): Laid {
  if (input.widths.length <= SMALL && input.links.length > FEW_LINKS) {
    const rough = layOut(input, { isRough: true })
    if (!isRoomy(rough.boxes)) return rough
  }
  return layOut(input, { isRough: false })
}

export function arrange(input: LayoutOrder): Arrangement {
  const whole = laidOut(input)
  const laid = isRoomy(whole.boxes)
    ? { ...whole, boxes: input.shape < 1 ? stagger(whole.boxes) : whole.boxes }
    : { boxes: fold(whole.boxes, input.shape), bends: whole.bends.map((): readonly Point[] => []) }
  const points = laid.bends.flat()
  const left = Math.min(0, ...laid.boxes.map(({ x, width }) => x - width / 2), ...points.map(({ x }) => x)) - MARGIN
  const top = Math.min(0, ...laid.boxes.map(({ y }) => y - BOX_HEIGHT / 2), ...points.map(({ y }) => y)) - MARGIN
  const boxes = laid.boxes.map(({ x, y, width }) => ({ x: x - left, y: y - top, width }))
  const routes = input.links.map(([from, to], index) => {
    const [start, end] = [boxes[from], boxes[to]]
    const bends = (laid.bends[index] ?? []).map(({ x, y }) => ({ x: x - left, y: y - top }))
    return start && end ? route(start, end, bends) : []
  })
  const all = routes.flat()
  return {
    boxes,
    routes,
    width: Math.max(0, ...boxes.map(({ x, width }) => x + width / 2), ...routes.flatMap(rightEnds)) + MARGIN,
    height: Math.max(0, ...boxes.map(({ y }) => y + BOX_HEIGHT / 2), ...all.map(({ y }) => y)) + MARGIN,
  }
}
