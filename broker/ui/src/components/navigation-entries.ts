import { LayoutList, type LucideIcon } from 'lucide-react'

interface Entry {
  readonly to: '/'
  readonly name: string
  readonly icon: LucideIcon
}

/** In the order in which one asks: what is there, what may I do, what happens, how is it set up. */
export const entries: readonly Entry[] = [{ to: '/', name: 'Overview', icon: LayoutList }]
