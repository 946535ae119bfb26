/** The kinds of values that settings have, each read from the text of a variable or a flag. */
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** What people are told of a setting. */
export interface SettingRow {
  /** Without its prefix: `TALLYSTICK_` and, where the Pact Broker has it too, `PACT_BROKER_`. */
  readonly name: string
  readonly says: string
  readonly inPactBroker: boolean
  /** The name of the flag that sets it as well. */
  readonly flag?: string
  /** Never shown, neither in messages nor in the log. */
  readonly isSecret?: boolean
}

export interface DescribedSetting extends SettingRow {
  /** As one would write it; empty where there is none. */
  readonly default: string
}

/** The rows by their schemas: the documentation and the messages are made from them. */
export const settingRows = z.registry<DescribedSetting>()

type Kind<Value> = z.ZodType<Value, string>

/** A setting that has a value when nothing is said. */
export function setting<Value>(kind: Kind<Value>, value: string, row: SettingRow): z.ZodPrefault<Kind<Value>> {
  return z.prefault(kind, value).register(settingRows, { ...row, default: value })
}

/** A setting that may be left open. */
export function openSetting<Value>(kind: Kind<Value>, row: SettingRow): z.ZodOptional<Kind<Value>> {
  return z.optional(kind).register(settingRows, { ...row, default: '' })
}

export const text = z.string()

export function wholeNumber(least: number, most: number): Kind<number> {
  const allowed = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,15}$/, { error: allowed, abort: true })
    .transform(Number)
    .refine((value) => value >= least && value <= most, allowed)
}

const words: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, false: false, no: false, 0: false }

export const yesOrNo: Kind<boolean> = z.string().transform((value, context) => {
  const meant = words[value.toLowerCase()]
  if (meant !== undefined) return meant
  context.addIssue('must be true or false')
  return z.NEVER
})

/** For what the Pact Broker can switch to a behaviour that Tallystick does not have. */
export function fixed(value: boolean, because: string): Kind<boolean> {
  return yesOrNo.refine((given) => given === value, `must be ${value}: ${because}`)
}

export function choice<const Value extends string>(meanings: Readonly<Record<string, Value>>): Kind<Value> {
  return z.string().transform((value, context) => {
    const meant = meanings[value.toLowerCase()]
    if (meant !== undefined) return meant
    context.addIssue(`must be one of: ${Object.keys(meanings).join(', ')}`)
    return z.NEVER
  })
}

export const list: Kind<readonly string[]> = z.string().transform((value) => value.split(/\s+/).filter(Boolean))

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
}

export const httpUrls: Kind<readonly string[]> = list
  .refine(
    (urls) => urls.every(isHttpUrl),
    'must be http or https URLs without user, query or fragment, like https://example.org/contracts',
  )
  .transform((urls) => urls.map((url) => url.replace(/\/+$/, '')))

export const postgresUrl: Kind<string> = z.string().refine((value) => {
  const url = URL.parse(value)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}, 'must be the URL of a PostgreSQL database, like postgres://user:password@host:5432/name')

const units: Readonly<Record<string, number>> = { '': 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }

export const bytes: Kind<number> = z.string().transform((value, context) => {
  const [, digits, unit] = /^(\d{1,12})\s*(kb|mb|gb)?$/i.exec(value) ?? []
  const size = Number(digits) * (units[unit?.toLowerCase() ?? ''] ?? Number.NaN)
  // A body is held as one string, and V8's strings end at 512 MB.
  if (size >= 1024 && size <= 2 ** 29 - 64) return size
  context.addIssue('must be a size from 1kb to 511mb, in bytes or with kb or mb behind it')
  return z.NEVER
})

const proxyGroups: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']

const isProxy = (text: string) =>
  proxyGroups.includes(text) ||
  ipaddr.IPv4.isValidFourPartDecimal(text) ||
  ipaddr.IPv6.isValid(text) ||
  ipaddr.isValidCIDR(text)

/** Proxies by their number, or by their addresses. */
export const proxies: Kind<number | readonly string[]> = z.string().transform((value, context) => {
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const named = value.split(/\s+/)
  if (named.every(isProxy)) return named
  context.addIssue('must be a number of proxies, or addresses and subnets like 10.0.0.0/8')
  return z.NEVER
})
