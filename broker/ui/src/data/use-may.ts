import type { Pacticipant, Scope } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { meQuery } from './me.ts'
import { type Concerned, type Owned, refusalOf } from './may.ts'
import { pacticipantsQuery } from './pacticipants.ts'

/** Whom it concerns, applications by their names. */
type Concern =
  | 'everything'
  | 'something'
  | { readonly team: string }
  | { readonly all: readonly string[] }
  | { readonly either: readonly string[] }

const namesIn = (concern: Concern): readonly string[] => {
  if (typeof concern === 'string' || 'team' in concern) return []
  return 'all' in concern ? concern.all : concern.either
}

function ownersIn(concern: Concern, pacticipants: readonly Pacticipant[]): Concerned {
  if (typeof concern === 'string' || 'team' in concern) return concern
  const owned = namesIn(concern).map((name): Owned => {
    return { name, team: pacticipants.find((pacticipant) => pacticipant.name === name)?.team }
  })
  return 'all' in concern ? { all: owned } : { either: owned }
}

/**
 * Why the one who looks may not do it, as a sentence for the button that does it; undefined: they may, as long as
 * nothing else is known.
 */
export function useMay(scope: Scope, concern: Concern): string | undefined {
  const { data: me } = useQuery(meQuery)
  // Whose something is matters only to those who may do it to some.
  const asksWhose = me?.administrator === false && namesIn(concern).length > 0
  const { data: pacticipants } = useQuery({ ...pacticipantsQuery, enabled: asksWhose })
  if (!me || (asksWhose && !pacticipants)) return undefined
  return refusalOf(me, scope, ownersIn(concern, pacticipants ?? []))
}
