import type { Effect, InteractionChanges } from '@tallystick/client'
import { CircleCheck, CircleHelp, CircleMinus, CirclePlus, CircleX, type LucideIcon, Pencil } from 'lucide-react'
import type { Mark } from '../../components/StateMark.tsx'

export const effectMarks: Readonly<Record<Effect, Mark>> = {
  breaking: {
    name: 'Breaking',
    says: 'A provider that does no more than the older contract asks of it does not keep the newer one',
    icon: CircleX,
    tone: 'bad',
  },
  unknown: {
    name: 'Unknown',
    says: 'The two contracts do not tell whether the provider keeps the newer one: a verification does',
    icon: CircleHelp,
    tone: 'warn',
  },
  safe: {
    name: 'Safe',
    says: 'Each provider that keeps the older contract keeps this part of the newer one',
    icon: CircleCheck,
    tone: 'good',
  },
}

type Kind = InteractionChanges['kind']

export const kindNames: Readonly<Record<Kind, string>> = { added: 'Added', removed: 'Removed', changed: 'Changed' }

export const kindIcons: Readonly<Record<Kind, LucideIcon>> = {
  added: CirclePlus,
  removed: CircleMinus,
  changed: Pencil,
}
