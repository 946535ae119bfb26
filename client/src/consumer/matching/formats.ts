/**
 * The formats of JSON Schema and of schema libraries. Examples: the first that fits the schema is taken. Patterns: for
 * schemas that name the format and give no pattern; they take all that is of the format, and little else.
 */
interface Format {
  readonly examples: readonly string[]
  readonly pattern?: string
}

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'
const DATE = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const TIME = String.raw`(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\.[0-9]+)?)?`
const ZONE = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])'
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const HOST = String.raw`[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?`

const digest = (bytes: number): Format => ({ examples: ['0123456789abcdef'.repeat(bytes).slice(0, 2 * bytes)] })
const digests = Object.fromEntries(
  Object.entries({ md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 }).map(([name, size]) => [
    `${name}_hex`,
    digest(size),
  ]),
)

const FORMATS: Readonly<Record<string, Format>> = {
  email: { examples: ['someone@example.com'], pattern: String.raw`[^\s@]+@[^\s@]+` },
  'idn-email': { examples: ['someone@example.com'], pattern: String.raw`[^\s@]+@[^\s@]+` },
  uri: { examples: ['https://example.com/', 'urn:example:1'], pattern: String.raw`[A-Za-z][A-Za-z0-9+.-]*:\S*` },
  iri: { examples: ['https://example.com/'], pattern: String.raw`[A-Za-z][A-Za-z0-9+.-]*:\S*` },
  'uri-reference': { examples: ['/path'], pattern: String.raw`\S*` },
  hostname: { examples: ['example.com'], pattern: String.raw`${HOST}(?:\.${HOST})*\.?` },
  ipv4: { examples: ['192.0.2.1'], pattern: String.raw`(?:${OCTET}\.){3}${OCTET}` },
  ipv6: { examples: ['2001:db8::1'], pattern: String.raw`[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:${OCTET}(?:\.${OCTET}){3})?` },
  ip: { examples: ['192.0.2.1'], pattern: '[0-9a-fA-F:.]+' },
  cidrv4: { examples: ['192.0.2.0/24'] },
  cidrv6: { examples: ['2001:db8::/32'] },
  mac: { examples: ['00:00:5e:00:53:01', '00:00:5E:00:53:01', '00-00-5E-00-53-01'] },
  uuid: {
    examples: [
      '5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f',
      '01890a5d-ac96-774b-bcce-b302099a8057',
      '5f9c2a6e-3b1d-1c8a-9e7f-0a1b2c3d4e5f',
      '5f9c2a6e-3b1d-6c8a-9e7f-0a1b2c3d4e5f',
      '5f9c2a6e-3b1d-5c8a-9e7f-0a1b2c3d4e5f',
      '5f9c2a6e-3b1d-3c8a-9e7f-0a1b2c3d4e5f',
    ],
    pattern: UUID,
  },
  date: { examples: ['2000-01-31'], pattern: DATE },
  time: { examples: ['10:20:30Z', '10:20:30', '10:20'], pattern: `${TIME}${ZONE}?` },
  'date-time': {
    examples: [
      '2000-01-31T10:20:30Z',
      '2000-01-31T10:20:30.000Z',
      '2000-01-31T10:20:30+01:00',
      '2000-01-31T10:20:30',
      '2000-01-31T10:20',
      '2000-01-31 10:20:30',
    ],
    pattern: `${DATE}[Tt ]${TIME}${ZONE}?`,
  },
  duration: { examples: ['P1DT2H'], pattern: String.raw`-?P[0-9YMWDTHS.,]+` },
  base64: { examples: ['dGV4dA=='], pattern: '[A-Za-z0-9+/]*={0,2}' },
  base64url: { examples: ['dGV4dA'], pattern: '[A-Za-z0-9_-]*={0,2}' },
  jwt: {
    examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    pattern: String.raw`[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`,
  },
  nanoid: { examples: ['V1StGXR8_Z5jdHi6B-myT'] },
  cuid: { examples: ['cjld2cjxh0000qzrmn831i7rn'] },
  cuid2: { examples: ['tz4a98xxat96iws9zmbrgj3a'] },
  ulid: { examples: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] },
  xid: { examples: ['9m4e2mr0ui3e8a215n4g'] },
  ksuid: { examples: ['0ujtsYcgvSTl8PAuAdqWYSMnLOv'] },
  e164: { examples: ['+15551234567'] },
  emoji: { examples: ['🙂'] },
  regex: { examples: ['^a$'], pattern: String.raw`[\s\S]*` },
  'json-pointer': { examples: ['/a/0'], pattern: String.raw`(?:/[\s\S]*)?` },
  'json-string': { examples: ['{}'], pattern: String.raw`\s*(?:[{["\dtfn-])[\s\S]*` },
  ...digests,
}

/** Formats that only say which characters a text has: the pattern has it all. */
const SAID_BY_PATTERN = new Set(['lowercase', 'uppercase', 'includes', 'starts_with', 'ends_with', 'regex', 'hex'])

/** Examples of the format; none of one that is not known. */
export function examplesOfFormat(format: string | undefined): readonly string[] {
  return format === undefined ? [] : (FORMATS[format]?.examples ?? [])
}

/** The source of the pattern of a whole text of that format, when there is one. */
export function patternOfFormat(format: string): string | undefined {
  return FORMATS[format]?.pattern
}

/** Whether texts of that format have a form of their own that no pattern says. */
export function isBeyondPatterns(format: string): boolean {
  return !SAID_BY_PATTERN.has(format) && patternOfFormat(format) === undefined
}
