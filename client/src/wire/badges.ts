import { z } from 'zod'

// A badge stands in somebody's document: what cannot be read is passed over, and never an error page.
const choice = z.string().optional().catch(undefined)

/** What the badge of a contract says on its left. */
export const pactBadgeQuery = z.looseObject({
  label: choice.describe('`consumer` or `provider`: only its name on the left; both when not given'),
  initials: choice.describe('`true`: names of several words by their first letters'),
})

/** What the badge of a verdict says on its left. */
export const verdictBadgeQuery = z.looseObject({ label: choice.describe('the text on the left') })

/** A drawing in SVG. */
export const badge = z.string()
