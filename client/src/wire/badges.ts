import { z } from 'zod'

// A badge stands in somebody's document: what cannot be read is passed over, and never an error page.
const choice = z.string().optional().catch(undefined)

/**
 * What the badge of a contract says on its left.
 *
 * @example
 * pactBadgeQuery.parse({ label: 'consumer' }).label // → 'consumer'
 */
export const pactBadgeQuery = z.looseObject({
  label: choice.describe('`consumer` or `provider`: only its name on the left; both when not given'),
  initials: choice.describe('`true`: names of several words by their first letters'),
})

/**
 * What the badge of a verdict says on its left.
 *
 * @example
 * verdictBadgeQuery.parse({ label: 'can I deploy' }).label // → 'can I deploy'
 */
export const verdictBadgeQuery = z.looseObject({ label: choice.describe('the text on the left') })

/**
 * A drawing in SVG.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacts/provider/Stock/consumer/Shop/latest/badge.svg')
 * badge.parse(await reply.text()).startsWith('<svg') // → true
 */
export const badge = z.string()
