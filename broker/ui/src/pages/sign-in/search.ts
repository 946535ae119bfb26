import { signInProblem } from '@tallystick/client/wire'
import { z } from 'zod'

/** Where to go afterwards, and why it did not work before. */
export const signInSearch = z.object({
  /** A path of the broker, below its prefix. */
  returnTo: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
  problem: signInProblem.optional().catch(undefined),
})
