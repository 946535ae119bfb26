// Schemas with replies. What zod says of each reply, the verifier should say too. Where it cannot, `except` has the reply,
// with the reason: if one day it can, the test fails and the line goes.
import * as z from 'zod'

/** Why a contract cannot say what a schema does. */
export type Reason =
  | 'no ranges'
  | 'no checks in code'
  | 'no optional properties'
  | 'no null instead of an object or array'
  | 'no choice between objects'
  | 'no measure of further properties'
  | 'no measure of further elements'
  | 'no end of recursion'
  | 'no pattern with its type where null may be'
  | 'no pattern of a URL'
  | 'no distinct elements'

export interface AgreementCase {
  readonly schema: z.ZodType
  readonly replies: readonly string[]
  readonly except?: Readonly<Record<string, Reason>>
}

const Card = z.object({ kind: z.literal('card'), number: z.string() })
const Bank = z.object({ kind: z.literal('bank'), iban: z.string() })
const Link = z.object({ href: z.string(), title: z.string().optional() })
const Category = z.object({
  name: z.string(),
  get children() {
    return z.array(Category)
  },
})
const Node = z.object({
  value: z.int(),
  get next() {
    return Node.optional()
  },
})

const anyScalar = ['"text"', '""', '1', '1.5', '0', 'true', 'null', '[]', '{}']

const scalars: Readonly<Record<string, AgreementCase>> = {
  'a string': { schema: z.string(), replies: [...anyScalar, '"null"', '"1"', String.raw`"two\nlines"`, '"🙂"'] },
  'a number': { schema: z.number(), replies: [...anyScalar, '1.0', '-3', '1e3', '1E-2', '"1.5"'] },
  'a whole number': {
    schema: z.int(),
    replies: [...anyScalar, '1.0', '-3', '1.000', '-1.5', '1e2', '1e21', '"1"', '"1.0"'],
  },
  'a boolean': { schema: z.boolean(), replies: [...anyScalar, 'false', '"true"', '"false"'] },
  null: { schema: z.null(), replies: [...anyScalar, '"null"'] },
  anything: {
    schema: z.object({ it: z.unknown() }),
    replies: ['{"it":1}', '{"it":null}', '{"it":[1,{"a":2}]}', '{"it":{"a":{}}}', '{"it":"x"}', '{}', '[]'],
  },
  'a literal text': { schema: z.literal('a.b'), replies: ['"a.b"', '"axb"', '"A.B"', 'null', '""'] },
  'a literal number': { schema: z.literal(7), replies: ['7', '7.0', '7.5', '"7"', '77', '-7'] },
  'a literal boolean': { schema: z.literal(true), replies: ['true', 'false', '"true"', '1'] },
  'texts of a list': {
    schema: z.enum(['small', 'large', 'x-large']),
    replies: ['"small"', '"large"', '"x-large"', '"xlarge"', '"Small"', '"smalllarge"', '""', '1', 'null'],
  },
  'numbers of a list': {
    schema: z.literal([1, 20]),
    replies: ['1', '20', '20.0', '2', '120', '"1"', '1.5', 'null'],
  },
  'texts with signs': {
    schema: z.enum(['a+b', '(c)', 'd|e', '[f]', String.raw`\d`]),
    replies: ['"a+b"', '"(c)"', '"d|e"', '"d"', '"[f]"', '"f"', String.raw`"\\d"`, '"5"', '"aab"'],
  },
  'values of several types': {
    schema: z.literal(['auto', 1, null]),
    replies: ['"auto"', '1', 'null', '2', '"manual"', 'true'],
  },
  'a range': {
    schema: z.number().min(1).max(5),
    replies: ['1', '4.5', '6', '0', '"3"'],
    except: { '6': 'no ranges', '0': 'no ranges' },
  },
  'a multiple': { schema: z.number().multipleOf(0.5), replies: ['1', '1.5', '1.2'], except: { '1.2': 'no ranges' } },
  'a whole number that is positive': {
    schema: z.int().positive(),
    replies: ['1', '20', '3.0', '0', '-1', '1.5', '"1"'],
  },
  'a whole number from 0': { schema: z.int().nonnegative(), replies: ['0', '1', '0.0', '-1', '0.5'] },
  'a whole number of 32 bits': {
    schema: z.int32(),
    replies: ['1', '2147483648', '1.5'],
    except: { '2147483648': 'no ranges' },
  },
}

const texts: Readonly<Record<string, AgreementCase>> = {
  'a pattern of the whole': {
    schema: z.string().regex(/^[A-Z]{3}-\d{4}$/),
    replies: [
      '"ABC-1234"',
      '"ABC-12345"',
      '"abc-1234"',
      '"xABC-1234"',
      String.raw`"ABC-1234\n"`,
      '"ABC-١٢٣٤"',
      'null',
      '1',
    ],
  },
  'a pattern of a part': {
    schema: z.string().regex(/b\d/),
    replies: ['"b1"', '"ab12"', '"b"', String.raw`"x\nb1\ny"`, '"B1"'],
  },
  'a pattern of the start': {
    schema: z.string().regex(/^ab/),
    replies: ['"ab"', '"abc"', '"cab"', String.raw`"x\nab"`, String.raw`"ab\nx"`],
  },
  'a pattern of the end': { schema: z.string().regex(/ab$/), replies: ['"ab"', '"cab"', '"abc"', String.raw`"ab\nx"`] },
  'a pattern of either end': {
    schema: z.string().regex(/^a|b$/),
    replies: ['"ax"', '"xb"', '"x"', '"xax"', String.raw`"x\na"`],
  },
  alternatives: {
    schema: z.string().regex(/^(?:cat|dog)s?$/),
    replies: ['"cat"', '"dogs"', '"catdog"', '"cats "', '""'],
  },
  'a pattern without case': { schema: z.string().regex(/^[a-c]+$/i), replies: ['"abc"', '"AbC"', '"abd"', '""'] },
  'a pattern of lines': {
    schema: z.string().regex(/^b$/m),
    replies: ['"b"', String.raw`"a\nb\nc"`, '"ab"', String.raw`"a\nbc"`],
  },
  'a dot for all': { schema: z.string().regex(/^a.c$/s), replies: ['"abc"', String.raw`"a\nc"`, '"ac"', '"abbc"'] },
  'a dot': { schema: z.string().regex(/^a.c$/), replies: ['"abc"', String.raw`"a\nc"`, '"ac"'] },
  'words and digits': { schema: z.string().regex(/^\w+-\d+$/), replies: ['"ab_1-9"', '"é-9"', '"a-٣"', '"a-"'] },
  'what is no word': { schema: z.string().regex(/^\W\D$/), replies: ['"-a"', '"é."', '"a-"', '"-1"'] },
  classes: { schema: z.string().regex(/^[^\d\s[\]]+$/), replies: ['"ab"', '"a1"', '"a b"', '"a[b"', '"a]b"', '""'] },
  'an intersection that is none': { schema: z.string().regex(/^[a&&b]+$/), replies: ['"a&b"', '"&&"', '"c"', '"ab"'] },
  'letters of any script': {
    schema: z.string().regex(/^\p{Lu}\p{Ll}+$/u),
    replies: ['"Ada"', '"Élan"', '"Жук"', '"ada"', '"ADA"'],
  },
  'a script': { schema: z.string().regex(/^\p{Script=Greek}+$/u), replies: ['"λόγος"', '"logos"'] },
  'code points': {
    schema: z.string().regex(/^\u0041[\u{1F600}-\u{1F64F}]\x42$/u),
    replies: ['"A🙂B"', '"A🚀B"', '"🙂"'],
  },
  'looking ahead': {
    schema: z.string().regex(/^(?=.*\d)(?!.*x)[a-z\d]{4,}$/),
    replies: ['"abc1"', '"abcd"', '"abx1"', '"ab1"'],
  },
  'what was there before': { schema: z.string().regex(/^(a|b)-\1$/), replies: ['"a-a"', '"b-b"', '"a-b"'] },
  'a named group': { schema: z.string().regex(/^(?<one>[ab])=\k<one>$/), replies: ['"a=a"', '"a=b"'] },
  slashes: { schema: z.string().regex(/^\/orders\/\d+$/), replies: ['"/orders/12"', '"/orders/"', '"orders/12"'] },
  'its start, middle and end': {
    schema: z.string().startsWith('a.').includes('m').endsWith('z'),
    replies: ['"a.mz"', '"a.xxmxxz"', '"axmz"', '"a.z"', '"a.mzz "'],
  },
  'lower case': { schema: z.string().lowercase(), replies: ['"abc"', '"aBc"', '"é1"', '""'] },
  'a length': {
    schema: z.string().length(3),
    replies: ['"abc"', '"ab"', '"abcd"', String.raw`"a\nb"`, '"äöü"', '123'],
  },
  lengths: {
    schema: z.string().min(2).max(4),
    replies: ['"ab"', '"abcd"', '"a"', '"abcde"', '"🙂"', 'null'],
  },
  'no empty text': { schema: z.string().min(1), replies: ['"a"', '" "', '""', 'null', '0'] },
  'a length and a pattern': {
    schema: z
      .string()
      .max(5)
      .regex(/^[a-z]+$/),
    replies: ['"abc"', '"abcdef"', '"ab1"'],
  },
  'a check in code': {
    schema: z.string().refine((text) => text !== 'no'),
    replies: ['"yes"', '"no"', '1'],
    except: { '"no"': 'no checks in code' },
  },
  'a template': {
    schema: z.templateLiteral(['v', z.int(), '.', z.int()]),
    replies: ['"v1.2"', '"v1"', '"1.2"', '"v-1.2"'],
  },
}

const formats: Readonly<Record<string, AgreementCase>> = {
  'an e-mail address': {
    schema: z.email(),
    replies: [
      '"ada@example.com"',
      `"o'neil@example.com"`,
      '"a.b+c@sub.example.org"',
      '"ada"',
      '"ada@"',
      '"a..b@example.com"',
      '"@example.com"',
      '"a b@example.com"',
      'null',
    ],
  },
  'a URL': {
    schema: z.url(),
    replies: [
      '"https://example.com/a?b=c#d"',
      '"ftp://example.com"',
      '"mailto:ada@example.com"',
      '"example.com"',
      '"/orders"',
      '""',
      '"http://"',
    ],
    except: { '"http://"': 'no pattern of a URL' },
  },
  'a web address': {
    schema: z.httpUrl(),
    replies: [
      '"https://example.com/a?b=c#d"',
      '"http://example.com"',
      '"http://ada@example.com:8080/"',
      '"ftp://example.com"',
      '"https://nowhere"',
      '"mailto:ada@example.com"',
      '"example.com"',
    ],
  },
  'an address of a host': {
    schema: z.url({ protocol: /^https$/, hostname: /\.example\.com$/ }),
    replies: [
      '"https://api.example.com/x"',
      '"https://api.example.com.org/"',
      '"http://api.example.com"',
      '"https://example.org/.example.com"',
    ],
  },
  'a local date with a time': {
    schema: z.iso.datetime({ local: true }),
    replies: ['"2024-01-31T10:20"', '"2024-01-31T10:20:30Z"', '"2024-01-31"', '"10:20"'],
  },
  'a UUID': {
    schema: z.uuid(),
    replies: [
      '"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"',
      '"5F9C2A6E-3B1D-4C8A-9E7F-0A1B2C3D4E5F"',
      '"5f9c2a6e3b1d4c8a9e7f0a1b2c3d4e5f"',
      '"5f9c2a6e-3b1d-4c8a-9e7f"',
      '"00000000-0000-0000-0000-000000000000"',
      '1',
    ],
  },
  'a UUID of version 7': {
    schema: z.uuidv7(),
    replies: ['"01890a5d-ac96-774b-bcce-b302099a8057"', '"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"'],
  },
  'a date': {
    schema: z.iso.date(),
    replies: ['"2024-02-29"', '"2023-02-29"', '"2024-13-01"', '"24-01-01"', '"2024-01-01T00:00:00Z"', '20240101'],
  },
  'a time': { schema: z.iso.time(), replies: ['"10:20:30"', '"10:20"', '"24:00:00"', '"10:20:30.5"', '"1:20:30"'] },
  'a date with a time': {
    schema: z.iso.datetime(),
    replies: [
      '"2024-01-31T10:20:30Z"',
      '"2024-01-31T10:20:30.123Z"',
      '"2024-01-31T10:20:30+02:00"',
      '"2024-01-31 10:20:30Z"',
      '"2024-02-30T10:20:30Z"',
      'null',
    ],
  },
  'a date with a time and a zone': {
    schema: z.iso.datetime({ offset: true }),
    replies: [
      '"2024-01-31T10:20:30Z"',
      '"2024-01-31T10:20:30+02:00"',
      '"2024-01-31T10:20:30+0200"',
      '"2024-01-31T10:20:30"',
    ],
  },
  'a duration': { schema: z.iso.duration(), replies: ['"P1DT2H"', '"P3W"', '"P"', '"1D"', '"PT"', '"P1.5D"'] },
  'an IPv4 address': { schema: z.ipv4(), replies: ['"192.0.2.1"', '"256.0.0.1"', '"1.2.3"', '"01.2.3.4"'] },
  'an IPv6 address': { schema: z.ipv6(), replies: ['"2001:db8::1"', '"::1"', '"1::2::3"', '"192.0.2.1"'] },
  'a network': { schema: z.cidrv4(), replies: ['"192.0.2.0/24"', '"192.0.2.0/33"', '"192.0.2.0"'] },
  base64: { schema: z.base64(), replies: ['"dGV4dA=="', '""', '"dGV4dA"', '"dG V4"'] },
  'base64 for URLs': { schema: z.base64url(), replies: ['"dGV4dA"', '"a-_b"', '"a+/b"'] },
  'a ULID': { schema: z.ulid(), replies: ['"01ARZ3NDEKTSV4RRFFQ69G5FAV"', '"81ARZ3NDEKTSV4RRFFQ69G5FAV"', '"01ARZ3"'] },
  'a nano id': { schema: z.nanoid(), replies: ['"V1StGXR8_Z5jdHi6B-myT"', '"V1StGXR8"'] },
  'a phone number': { schema: z.e164(), replies: ['"+15551234567"', '"15551234567"', '"+05551234567"'] },
  'an emoji': { schema: z.emoji(), replies: ['"🙂"', '"🙂🚀"', '"a"', '"1"'] },
  'a host name': { schema: z.hostname(), replies: ['"example.com"', '"localhost"', '"-a.com"', '"a_b.com"'] },
  'a MAC address': {
    schema: z.mac(),
    replies: ['"00:00:5e:00:53:01"', '"00:00:5E:00:53:01"', '"00:00:5e:00:53"', '"00-00-5e-00-53-01"'],
  },
  'hexadecimal digits': { schema: z.hex(), replies: ['"0aF"', '"0g"', '""'] },
  'a digest': { schema: z.hash('sha256'), replies: [`"${'0a'.repeat(32)}"`, '"0a"'] },
}

const unions: Readonly<Record<string, AgreementCase>> = {
  'a string or null': { schema: z.string().nullable(), replies: anyScalar },
  'a number or null': { schema: z.number().nullable(), replies: anyScalar },
  'a whole number or null': {
    schema: z.int().nullable(),
    replies: [...anyScalar, '1.0', '"1"', '"1.0"'],
    except: { '"1.0"': 'no pattern with its type where null may be' },
  },
  'a boolean or null': { schema: z.boolean().nullable(), replies: [...anyScalar, 'false', '"true"'] },
  'a text of a list or null': {
    schema: z.enum(['a', 'b']).nullable(),
    replies: ['"a"', '"b"', 'null', '"c"', '1', '""'],
  },
  'a pattern or null': {
    schema: z.string().regex(/^\d+$/).nullable(),
    replies: ['"12"', 'null', '"a"', 'true', '12'],
    except: { '12': 'no pattern with its type where null may be' },
  },
  'a date or null': { schema: z.iso.date().nullable(), replies: ['"2024-01-01"', 'null', '"x"', '20240101', 'false'] },
  'a UUID or null': {
    schema: z.uuid().nullable(),
    replies: ['"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"', 'null', '"x"', '1', '""'],
  },
  'two patterns or null': {
    schema: z
      .string()
      .min(2)
      .regex(/^[a-z]+$/)
      .nullable(),
    replies: ['"ab"', '"a"', '"a1"', 'null', String.raw`"ab\n"`],
  },
  'a string or a number': { schema: z.union([z.string(), z.number()]), replies: anyScalar },
  'a number or a boolean': { schema: z.union([z.number(), z.boolean()]), replies: [...anyScalar, '"true"'] },
  'a string or a boolean': { schema: z.union([z.string(), z.boolean()]), replies: anyScalar },
  'an e-mail address or a UUID': {
    schema: z.union([z.email(), z.uuid()]),
    replies: ['"ada@example.com"', '"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"', '"x"', '1', 'null'],
  },
  'an e-mail address or a boolean': {
    schema: z.union([z.email(), z.boolean()]),
    replies: ['"ada@example.com"', 'true', 'false', '"true"', '1'],
  },
  'a string, a number, a boolean or null': {
    schema: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    replies: anyScalar,
  },
  'a list of texts or a number': {
    schema: z.union([z.literal('auto'), z.literal('none'), z.number()]),
    replies: ['"auto"', '"none"', '12.5', '"other"', 'true', 'null'],
  },
}

const structures: Readonly<Record<string, AgreementCase>> = {
  'an object': {
    schema: z.object({ id: z.int(), name: z.string() }),
    replies: [
      '{"id":2,"name":"x"}',
      '{"name":"x","id":2}',
      '{"id":2}',
      '{"id":"2","name":"x"}',
      '{"id":2,"name":null}',
      '{"id":2,"name":"x","more":true}',
      '[]',
      'null',
      '"{}"',
    ],
  },
  'an object in an object': {
    schema: z.object({ owner: z.object({ name: z.string() }) }),
    replies: ['{"owner":{"name":"x"}}', '{"owner":{}}', '{"owner":null}', '{"owner":[]}', '{"owner":{"name":1}}'],
  },
  'an empty object': { schema: z.object({}), replies: ['{}', '{"a":1}', '[]', 'null'] },
  'names that need quotes': {
    schema: z.object({
      'a b': z.int(),
      'c.d': z.string(),
      'x-y': z.boolean(),
      $ref: z.int(),
      'é"': z.int(),
      '9': z.int(),
      '*': z.int(),
    }),
    replies: [
      '{"a b":2,"c.d":"q","x-y":false,"$ref":2,"é\\"":2,"9":2,"*":2}',
      '{"a b":"2","c.d":"q","x-y":false,"$ref":2,"é\\"":2,"9":2,"*":2}',
      '{"a b":2,"c.d":1,"x-y":false,"$ref":2,"é\\"":2,"9":2,"*":2}',
      '{"a b":2,"c.d":"q","x-y":"","$ref":2,"é\\"":2,"9":2,"*":2}',
      '{"a b":2,"c.d":"q","x-y":true,"$ref":"","é\\"":2,"9":2,"*":2}',
      '{"a b":2,"c.d":"q","x-y":true,"$ref":2,"é\\"":"","9":2,"*":2}',
      '{"a b":2,"c.d":"q","x-y":true,"$ref":2,"é\\"":2,"9":"","*":2}',
      '{"a b":2,"c.d":"q","x-y":true,"$ref":2,"é\\"":2,"9":2,"*":""}',
    ],
  },
  'a strict object': {
    schema: z.strictObject({ id: z.int() }),
    replies: ['{"id":2}', '{}', '{"id":2,"more":1}'],
    except: { '{"id":2,"more":1}': 'no measure of further properties' },
  },
  'a loose object': {
    schema: z.looseObject({ id: z.int() }),
    replies: ['{"id":2}', '{"id":2,"more":{"a":[]}}', '{"more":1}'],
  },
  'an object with others': {
    schema: z.object({ id: z.string() }).catchall(z.int()),
    replies: ['{"id":"a"}', '{"id":"a","b":2}', '{"b":2}', '{"id":"a","b":"c"}'],
    except: { '{"id":"a","b":"c"}': 'no measure of further properties' },
  },
  'an optional property': {
    schema: z.object({ id: z.int(), note: z.string().optional() }),
    replies: ['{"id":2,"note":"x"}', '{"id":2,"note":1}', '{"note":"x"}', '{"id":2}'],
    except: { '{"id":2}': 'no optional properties' },
  },
  'only optional properties': {
    schema: z.object({ a: z.int(), b: z.object({ c: z.string() }) }).partial(),
    replies: [
      '{}',
      '{"a":2}',
      '{"b":{"c":"x"}}',
      '{"a":2,"b":{"c":"x"}}',
      '{"more":1}',
      '{"a":"x"}',
      '{"b":{}}',
      '{"b":{"c":1}}',
      '[]',
    ],
  },
  'only optional properties, strictly': {
    schema: z.strictObject({ a: z.int(), 'b.c': z.string() }).partial(),
    replies: ['{}', '{"a":2}', '{"b.c":"x"}', '{"a":"x"}', '{"bxc":"x"}', '{"more":1}'],
  },
  'a property or null': {
    schema: z.object({ note: z.string().nullable() }),
    replies: ['{"note":"x"}', '{"note":null}', '{}', '{"note":1}'],
  },
  'a property with a default': {
    schema: z.object({ id: z.int(), size: z.int().default(3) }),
    replies: ['{"id":2,"size":4}', '{"id":2,"size":"x"}', '{"id":2}'],
    except: { '{"id":2}': 'no optional properties' },
  },
  'an object or null': {
    schema: z.object({ owner: z.object({ name: z.string() }).nullable() }),
    replies: ['{"owner":{"name":"x"}}', '{"owner":{"name":1}}', '{"owner":null}', '{}'],
    except: { '{"owner":null}': 'no null instead of an object or array' },
  },
  'an array or null': {
    schema: z.array(z.int()).nullable(),
    replies: ['[2]', '["x"]', 'null', '{}'],
    except: { null: 'no null instead of an object or array' },
  },
  'an array': {
    schema: z.array(z.object({ id: z.int() })),
    replies: [
      '[]',
      '[{"id":2}]',
      '[{"id":2},{"id":3},{"id":4}]',
      '[{"id":2},{"id":"x"}]',
      '[{}]',
      '[1]',
      '{}',
      'null',
      '"[]"',
    ],
  },
  'an array of strings': { schema: z.array(z.string()), replies: ['[]', '["a","b"]', '["a",1]', '[null]', '[[]]'] },
  'an array with bounds': {
    schema: z.array(z.string()).min(1).max(3),
    replies: ['["a"]', '["a","b","c"]', '[]', '["a","b","c","d"]', '[1]'],
  },
  'an array of a length': { schema: z.array(z.int()).length(2), replies: ['[1,2]', '[1]', '[1,2,3]', '[1,"2"]'] },
  'an empty array': { schema: z.array(z.int()).max(0), replies: ['[]', '[1]'] },
  'an array of nullable numbers': {
    schema: z.array(z.number().nullable()),
    replies: ['[1,null,2.5]', '[null]', '["x"]', '[]'],
  },
  'an array of texts of a list': {
    schema: z.array(z.enum(['a', 'b'])),
    replies: ['["a","b","a"]', '["a","c"]', '[1]'],
  },
  'arrays in arrays': {
    schema: z.array(z.array(z.int()).min(1)),
    replies: ['[]', '[[1],[2,3]]', '[[]]', '[["x"]]', '[1]'],
  },
  'objects in arrays in objects': {
    schema: z.object({
      orders: z.array(z.object({ lines: z.array(z.object({ sku: z.string(), count: z.int() })).min(1) })),
    }),
    replies: [
      '{"orders":[]}',
      '{"orders":[{"lines":[{"sku":"a","count":1},{"sku":"b","count":2}]}]}',
      '{"orders":[{"lines":[]}]}',
      '{"orders":[{"lines":[{"sku":"a","count":1},{"sku":"b","count":"2"}]}]}',
      '{"orders":[{"lines":[{"sku":"a"}]}]}',
    ],
  },
  'literals in arrays': {
    schema: z.array(z.object({ type: z.literal('order'), id: z.int() })),
    replies: [
      '[{"type":"order","id":1},{"type":"order","id":2}]',
      '[{"type":"order","id":1},{"type":"other","id":2}]',
      '[]',
    ],
  },
  'a check of an array': {
    schema: z.array(z.int()).refine((all) => new Set(all).size === all.length),
    replies: ['[1,2]', '[1,1]'],
    except: { '[1,1]': 'no distinct elements' },
  },
  'a tuple': {
    schema: z.tuple([z.string(), z.int(), z.boolean()]),
    replies: ['["a",1,true]', '["a",1]', '["a",1,true,4]', '[1,1,true]', '["a","b",true]', '[]', '{}'],
  },
  'a tuple of objects': {
    schema: z.tuple([z.object({ x: z.number() }), z.object({ y: z.string() })]),
    replies: ['[{"x":1},{"y":"a"}]', '[{"y":"a"},{"x":1}]', '[{"x":1}]'],
  },
  'a tuple with a rest': {
    schema: z.tuple([z.string()], z.int()),
    replies: ['["a"]', '["a",1]', '["a",1,2,3]', '["a","b"]', '[]', '["a",1,"b"]'],
    except: { '["a",1,"b"]': 'no measure of further elements' },
  },
  'a record': {
    schema: z.record(z.string(), z.number()),
    replies: ['{}', '{"a":1}', '{"a":1,"b c":2.5}', '{"a":"x"}', '{"a":1,"b":null}', '[]', 'null'],
  },
  'a record of objects': {
    schema: z.record(z.string(), z.object({ price: z.number() })),
    replies: ['{"x":{"price":1},"y":{"price":2}}', '{"x":{}}', '{"x":1}', '{"x":{"price":"1"}}'],
  },
  'a record of arrays': {
    schema: z.record(z.string(), z.array(z.string()).min(1)),
    replies: ['{"x":["a"],"y":["b","c"]}', '{"x":[]}', '{"x":[1]}'],
  },
  'a record with names of a pattern': {
    schema: z.record(z.string().regex(/^[A-Z]{3}$/), z.number()),
    replies: ['{"EUR":1,"USD":2}', '{"eur":1}', '{"EURO":1}', '{"EUR":"1"}', '{}'],
  },
  'a record with names of a list': {
    schema: z.record(z.enum(['a', 'b']), z.int()),
    replies: ['{"a":1,"b":2}', '{"a":1}', '{"a":1,"b":"x"}'],
  },
  'a record with some names of a list': {
    schema: z.partialRecord(z.enum(['a', 'b']), z.int()),
    replies: ['{"a":1,"b":2}', '{"a":1}', '{}', '{"c":1}', '{"a":"x"}'],
  },
  'a record of objects or lists of them': {
    schema: z
      .record(z.string(), z.union([Link, z.array(Link)]))
      .meta({ examples: [{ self: { href: '/1' }, 'pb:all': [{ href: '/1' }] }] }),
    replies: [
      '{"self":{"href":"/2"},"next":{"href":"/3","title":"3"},"pb:all":[{"href":"/2"},{"href":"/3"}],"curies":[]}',
      '{"curies":[{"href":"/c"}]}',
      '{"self":{"href":2}}',
      '{"self":{}}',
      '{"pb:all":[{"href":2}]}',
      '{"other":1}',
      '[]',
    ],
    except: { '{"other":1}': 'no measure of further properties' },
  },
  'an example without what is optional': {
    schema: z.array(Link).meta({ examples: [[{ href: '/1' }]] }),
    replies: ['[{"href":"/2"},{"href":"/3","title":"3"}]', '[{}]', '[{"href":"/2","title":3}]'],
    except: { '[{"href":"/2","title":3}]': 'no optional properties' },
  },
  'one of several objects': {
    schema: z.discriminatedUnion('kind', [Card, Bank]),
    replies: [
      '{"kind":"card","number":"1"}',
      '{"kind":"card","number":1}',
      '{"kind":"card"}',
      '{"kind":"other"}',
      '{"kind":"bank","iban":"x"}',
    ],
    except: { '{"kind":"bank","iban":"x"}': 'no choice between objects' },
  },
  'an intersection': {
    schema: z.object({ a: z.string() }).and(z.object({ b: z.int() })),
    replies: ['{"a":"x","b":1}', '{"a":"x"}', '{"b":1}', '{"a":"x","b":"y"}'],
  },
  'a tree': {
    schema: Category,
    replies: [
      '{"name":"a","children":[]}',
      '{"name":"a","children":[{"name":"b","children":[]}]}',
      '{"name":"a","children":[{"name":1,"children":[]}]}',
      '{"name":"a","children":[{"name":"b"}]}',
      '{"name":"a"}',
      '{"name":"a","children":[{"name":"b","children":[{"name":1}]}]}',
    ],
    except: { '{"name":"a","children":[{"name":"b","children":[{"name":1}]}]}': 'no end of recursion' },
  },
  'a chain': {
    schema: Node,
    replies: [
      '{"value":1,"next":{"value":2}}',
      '{"value":1,"next":{"value":2,"next":{"value":3}}}',
      '{"value":1,"next":{"value":"x"}}',
      '{"value":1}',
    ],
    except: { '{"value":1}': 'no optional properties' },
  },
  'a codec': {
    schema: z.object({
      at: z.codec(z.iso.datetime(), z.date(), {
        decode: (text) => new Date(text),
        encode: (date) => date.toISOString(),
      }),
    }),
    replies: ['{"at":"2024-01-31T10:20:30Z"}', '{"at":"yesterday"}', '{"at":0}'],
  },
  'a transformed value': {
    schema: z.object({ tags: z.string().transform((text) => text.split(',')) }),
    replies: ['{"tags":"a,b"}', '{"tags":["a","b"]}', '{}'],
  },
  'a branded, read-only, described value': {
    schema: z.object({ id: z.uuid().brand('id').readonly().describe('of the order') }),
    replies: ['{"id":"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"}', '{"id":"x"}'],
  },
}

export const agreementCases: Readonly<Record<string, AgreementCase>> = {
  ...scalars,
  ...texts,
  ...formats,
  ...unions,
  ...structures,
}
