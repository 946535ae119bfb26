import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)
const page = z.coerce.number().int().min(1).optional().catch(undefined)

/** What an address of the list of teams can say, and that of people. */
export const teamsSearch = z.object({ q: given, page })
export type TeamsSearch = z.infer<typeof teamsSearch>
