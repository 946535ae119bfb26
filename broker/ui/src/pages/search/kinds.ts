import type { SearchKind } from '@tallystick/client/wire'
import { ArrowLeftRight, Box, FileText, GitBranch, type LucideIcon, Server, Tag } from 'lucide-react'

interface Kind {
  /** In the plural. */
  readonly name: string
  readonly icon: LucideIcon
}

export const kinds: Readonly<Record<SearchKind, Kind>> = {
  pacticipant: { name: 'Applications', icon: Box },
  environment: { name: 'Environments', icon: Server },
  contract: { name: 'Contracts', icon: FileText },
  interaction: { name: 'Interactions', icon: ArrowLeftRight },
  version: { name: 'Versions', icon: Tag },
  branch: { name: 'Branches', icon: GitBranch },
}
