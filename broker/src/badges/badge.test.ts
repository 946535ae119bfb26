import { describe, expect, it } from 'vitest'
import {
  type Answer,
  type NewestResult,
  canIDeployBadge,
  canIMergeBadge,
  errorBadge,
  notFoundBadge,
  pactBadge,
} from './badge.ts'
import { shieldsUrl, svgOf } from './drawing.ts'

const pair = { consumer: { name: 'Web Shop' }, provider: { name: 'Stock' } }
const line = ({ left, right, colour }: ReturnType<typeof errorBadge>) => `${left} | ${right} | ${colour}`

describe('the badge of a contract', () => {
  it.each<[string, NewestResult | null, string]>([
    ['is verified', { success: true, pending: false, isCurrent: true }, 'verified | brightgreen'],
    ['is verified, and was pending', { success: true, pending: true, isCurrent: true }, 'verified | brightgreen'],
    [
      'has other content than what was verified',
      { success: true, pending: false, isCurrent: false },
      'changed | orange',
    ],
    ['failed', { success: false, pending: false, isCurrent: true }, 'failed | red'],
    ['failed and has changed since', { success: false, pending: false, isCurrent: false }, 'failed | red'],
    ['failed while it was pending', { success: false, pending: true, isCurrent: true }, 'failed (pending) | red'],
    ['was never verified', null, 'unknown | lightgrey'],
  ])('that %s', (_, result, expected) => {
    expect(line(pactBadge(pair, result))).toBe(`web shop/stock pact | ${expected}`)
  })

  it.each<[string, string, Parameters<typeof pactBadge>[2]]>([
    ['both names', 'web shop/stock pact', {}],
    ['the consumer', 'web shop pact', { label: 'consumer' }],
    ['the provider', 'stock pact', { label: 'Provider' }],
    ['both where the label is no side', 'web shop/stock pact', { label: 'constructor' }],
    ['initials of names with several words', 'ws/stock pact', { initials: true }],
    ['the initials of the consumer', 'ws pact', { label: 'consumer', initials: true }],
  ])('shows %s', (_, left, options) => {
    expect(pactBadge(pair, null, options).left).toBe(left)
  })

  it.each([
    ['web-shop', 'ws'],
    ['web_shop api', 'wsa'],
    ['WebShop', 'ws'],
    ['PetStoreAPI', 'psa'],
    ['HTTPGateway', 'hg'],
    ['iOS', 'io'],
    ['shop', 'shop'],
    ['SHOP', 'shop'],
    ['-shop-', '-shop-'],
    ['-', '-'],
    ['😀 shop', '😀s'],
    ['Ärzte Öl', 'äö'],
  ])('has for %s the initials %s', (name, initials) => {
    const badge = pactBadge({ ...pair, consumer: { name } }, null, { label: 'consumer', initials: true })
    expect(badge.left).toBe(`${initials} pact`)
  })

  it('shows tags behind the names, whole even with initials', () => {
    const tagged = { consumer: { name: 'Web Shop', tag: 'Dev' }, provider: { name: 'Stock', tag: 'prod' } }
    expect(pactBadge(tagged, null, { initials: true }).left).toBe('ws (dev)/stock (prod) pact')
  })
})

describe('the badge of a verdict', () => {
  it.each<[Answer, string, string]>([
    ['yes', 'brightgreen', 'success | brightgreen'],
    ['no', 'red', 'failed | red'],
    ['unknown', 'red', 'unknown | lightgrey'],
  ])('of %s is %s for a deployment and %s for a merge', (answer, colour, merge) => {
    expect(line(canIDeployBadge(answer, { from: 'main', to: 'test' }))).toBe(`can-i-deploy | main to test | ${colour}`)
    expect(line(canIMergeBadge(answer))).toBe(`can-i-merge | ${merge}`)
  })

  it('has the label that is asked for, unless that is empty', () => {
    const labelled = (label: string) => [
      canIDeployBadge('yes', { from: 'a', to: 'b', label }).left,
      canIMergeBadge('yes', { label }).left,
    ]
    expect(labelled('Ship it')).toEqual(['Ship it', 'Ship it'])
    expect(labelled('')).toEqual(['can-i-deploy', 'can-i-merge'])
  })

  it('is grey where there is no answer', () => {
    expect(line(notFoundBadge('branch'))).toBe('branch | not found | lightgrey')
    expect(line(errorBadge('AB12'))).toBe('error | reference: AB12 | lightgrey')
  })
})

describe('a badge', () => {
  it('is drawn with its texts as texts, whatever they hold', () => {
    const svg = svgOf({ left: '</text><script>"&\'', right: 'a\u0000b\ud800\uffff', colour: 'red' })
    expect(svg).toContain('<title>&lt;/text&gt;&lt;script&gt;&quot;&amp;&apos;: a b\ufffd</title>')
    expect(svg).not.toMatch(/<script|[\u0000-\u001f]/)
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/)
  })

  it.each(['brightgreen', 'orange', 'red', 'lightgrey'] as const)('can be %s', (colour) => {
    const drawn = (known: typeof colour) => svgOf({ left: 'a', right: 'b', colour: known })
    const others = (['brightgreen', 'orange', 'red', 'lightgrey'] as const).filter((other) => other !== colour)
    expect(others.map(drawn)).not.toContain(drawn(colour))
  })

  it('has an address at the service, where dashes and underscores are doubled', () => {
    expect(shieldsUrl('https://img.example', { left: 'can-i-deploy', right: 'a_b to x/y?(z)', colour: 'red' })).toBe(
      'https://img.example/badge/can--i--deploy-a__b%20to%20x%2Fy%3F%28z%29-red.svg',
    )
  })
})
