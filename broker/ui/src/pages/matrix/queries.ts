import type { CellOfMatrix, ConsumerAndProvider, GridPart } from '@tallystick/client'
import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import { searchText } from '../../search-text.ts'
import type { MatrixSearch, PairSearch } from './search.ts'

export function matrixQuery(search: MatrixSearch) {
  const text = searchText(search)
  return queryOptions({ queryKey: ['matrix', text], queryFn: () => broker.getMatrix(text) })
}

export function pairListQuery(pair: ConsumerAndProvider, { success, limit }: PairSearch) {
  const text = searchText({ success, limit })
  return queryOptions({ queryKey: ['matrix', pair, text], queryFn: () => broker.getMatrix(text, pair) })
}

export function gridQuery(part: GridPart) {
  return queryOptions({ queryKey: ['matrix grid', part], queryFn: () => broker.getMatrixGrid(part) })
}

export function cellQuery(cell: CellOfMatrix) {
  return queryOptions({ queryKey: ['matrix cell', cell], queryFn: () => broker.getMatrixCell(cell) })
}
