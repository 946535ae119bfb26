// How a version fits to what is in its environment, in words.
import type { Compatibility, CompatibilityTrouble, VersionCompatibility } from '@tallystick/client/wire'
import { CircleCheck, CircleDashed, CircleFadingArrowUp, CircleHelp, CircleX } from 'lucide-react'
import type { Mark } from '../../components/StateMark.tsx'

export const fitMarks: Readonly<Record<Compatibility, Mark>> = {
  incompatible: {
    name: 'Incompatible',
    says: 'It failed with something that is here',
    icon: CircleX,
    tone: 'bad',
  },
  unknown: { name: 'Unknown', says: 'A result with something that is here is missing', icon: CircleHelp, tone: 'warn' },
  compatible: { name: 'Compatible', says: 'Verified with all that is here', icon: CircleCheck, tone: 'good' },
  alone: { name: 'No contracts', says: 'No contract concerns it here', icon: CircleDashed, tone: 'neutral' },
}

/** Beside how it fits, where somebody has allowed it nevertheless. */
export const allowedMark: Mark = {
  name: 'Allowed',
  says: 'An override allows it here for some time',
  icon: CircleFadingArrowUp,
  tone: 'neutral',
}

const results = (count: number) => (count === 1 ? '1 result' : `${count} results`)

/** The counts in one sentence. */
export function countsText({ verdict, counts }: VersionCompatibility): string {
  if (verdict === 'alone') return 'No contract connects it with anything that is in this environment.'
  const parts = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.unknown > 0 ? [`${counts.unknown} ${counts.unknown === 1 ? 'is' : 'are'} missing`] : []),
    ...(counts.verified > 0 ? [`${counts.verified} verified`] : []),
  ]
  const total = counts.failed + counts.unknown + counts.verified
  if (verdict === 'compatible') return `Verified with everything it works with here: ${results(total)}.`
  return `Of ${results(total)} with what is here, ${parts.join(', ')}.`
}

/** What is wrong with a partner, as the end of a sentence that begins with its name and version. */
export function troubleText({ role, outcome }: CompatibilityTrouble): string {
  if (outcome === 'absent') return 'is its provider, and no version of it is here.'
  if (outcome === 'unverified') {
    return role === 'provider' ? 'has not verified its contract.' : 'has a contract that it has not verified.'
  }
  return role === 'provider' ? 'does not keep its contract.' : 'has a contract that it does not keep.'
}
