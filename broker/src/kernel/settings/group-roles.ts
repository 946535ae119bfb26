/**
 * Which group of an identity provider is what in which team: `group => team: role`, several with `;` or on lines of
 * their own. A group may have any characters but these; the role is what follows the last colon.
 */
import { role as roleSchema } from '@tallystick/client/wire'
import { z } from 'zod'

export interface GroupRole {
  readonly group: string
  readonly team: string
  readonly role: z.infer<typeof roleSchema>
}

const LONGEST_NAME = 100
const roles = roleSchema.options.join(', ')

/** The rule, or what is wrong with it. */
function ruleOf(text: string): GroupRole | string {
  const [, group, team, given] = /^(.+?)\s*=>\s*(.+)\s*:\s*([^:]+)$/.exec(text) ?? []
  if (group === undefined || team === undefined) return `holds '${text}', which is not like 'group => team: role'`
  const role = roleSchema.safeParse(given)
  if (!role.success) return `gives the role '${given}' in '${text}': there are ${roles}`
  const name = team.trim()
  if (name.length > LONGEST_NAME) return `names a team with more than ${LONGEST_NAME} characters`
  return { group, team: name, role: role.data }
}

export const groupRoles: z.ZodType<readonly GroupRole[], string> = z.string().transform((text, context) => {
  const rules = text.split(/[;\n]/).flatMap((part) => (part.trim() === '' ? [] : [ruleOf(part.trim())]))
  for (const rule of rules) if (typeof rule === 'string') context.addIssue(rule)
  return rules.filter((rule) => typeof rule !== 'string')
})
