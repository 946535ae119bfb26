import { defineConfig } from 'oxlint'

// A slice imports only from slices to its left. ARCHITECTURE.md says why.
const slices = [
  'kernel',
  'accounts',
  'deletions',
  'pacticipants',
  'events',
  'webhooks',
  'versions',
  'environments',
  'contracts',
  'verifications',
  'publishing',
  'matrix',
  'selection',
  'overview',
  'search',
  'badges',
  'retention',
  'imports',
  'documentation',
] as const

type Slice = (typeof slices)[number]

interface Pattern {
  readonly regex?: string
  /** As in .gitignore. */
  readonly group?: string[]
  readonly message: string
  readonly allowTypeImports?: boolean
}

const touchesOutside = String.raw`\.(sql|command|routes|job)\.ts$`
const outsideWorld =
  '^(kysely|pg|express|pino|node:(fs|http|https|net|tls|dns|child_process|worker_threads|os|process|timers)(/.*)?)$'

/** What each kind of file must not import, by its suffix; types are free, since they touch nothing. */
const bySuffix: Readonly<Record<string, readonly Pattern[]>> = {
  'sql.ts': [
    {
      regex: String.raw`\.(command|routes|job|hal)\.ts$`,
      message: 'SQL knows neither commands, routes nor HAL.',
      allowTypeImports: true,
    },
    { regex: '^express$', message: 'SQL knows no HTTP.', allowTypeImports: true },
  ],
  'command.ts': [
    {
      regex: String.raw`\.(routes|hal)\.ts$`,
      message: 'A command does not know who called it.',
      allowTypeImports: true,
    },
    {
      regex: '^(express|kysely)$',
      message: 'A command knows no HTTP, and its SQL is in .sql.ts.',
      allowTypeImports: true,
    },
  ],
  'hal.ts': [
    {
      regex: touchesOutside,
      message: 'A representation is made from values: read them before.',
      allowTypeImports: true,
    },
    { regex: outsideWorld, message: 'A representation reaches nothing outside.', allowTypeImports: true },
  ],
  'errors.ts': [
    { regex: touchesOutside, message: 'An error is only its sentence.', allowTypeImports: true },
    { regex: outsideWorld, message: 'An error is only its sentence.', allowTypeImports: true },
  ],
  'routes.ts': [
    {
      regex: '^(express|kysely|pg)$',
      message: 'Routes are data: the kernel speaks HTTP, .sql.ts speaks SQL.',
      allowTypeImports: true,
    },
  ],
}

const pure: readonly Pattern[] = [
  {
    regex: touchesOutside,
    message: 'A file without a suffix is pure: give it values, or name it for what it touches.',
    allowTypeImports: true,
  },
  {
    regex: outsideWorld,
    message: 'A file without a suffix is pure: it reaches nothing outside.',
    allowTypeImports: true,
  },
]

function rightOf(slice: Slice): readonly Pattern[] {
  const later = slices.slice(slices.indexOf(slice) + 1)
  if (later.length === 0) return []
  return [
    {
      regex: `^\\.\\./(.*/)?(${later.join('|')})/`,
      message: `${slice} comes before that slice: imports go to the left only.`,
    },
  ]
}

const restrict = (patterns: readonly Pattern[]) => ({
  'typescript/no-restricted-imports': ['error', { patterns: patterns.map((pattern) => ({ ...pattern })) }] satisfies [
    'error',
    unknown,
  ],
})

const sliceRules = slices.flatMap((slice) => {
  const folder = `broker/src/${slice}`
  const isKernel = slice === 'kernel'
  return [
    {
      files: [`${folder}/**/*.ts`],
      excludeFiles: [`${folder}/**/*.*.ts`],
      // The kernel is what speaks to the outside; everywhere else no suffix means pure.
      rules: restrict([...rightOf(slice), ...(isKernel ? [] : pure)]),
    },
    ...Object.entries(bySuffix).map(([suffix, patterns]) => ({
      files: [`${folder}/**/*.${suffix}`],
      rules: restrict([...rightOf(slice), ...patterns]),
    })),
  ]
})

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true, denyWarnings: true },
  ignorePatterns: ['broker/src/tables.ts', 'broker/test/golden/**', '**/dist/**'],
  rules: {
    'typescript/no-floating-promises': 'error',
    // Express 5 and promise chains take async functions where the types say void.
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    'typescript/unbound-method': 'off',
    // The types see to it, and an exhaustive switch has no last line to return from.
    'typescript/consistent-return': 'off',
    'oxc/no-async-endpoint-handlers': 'off',
    // pg is CommonJS: its names come from the default export.
    'import/no-named-as-default-member': 'off',
    // Names in requests are checked for control characters on purpose.
    'no-control-regex': 'off',
    'no-shadow': 'off',
    // HAL: `_links` and `_embedded`.
    'no-underscore-dangle': 'off',
    'vitest/expect-expect': 'off',
    // The second says what is expected, for the person who reads the failure.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/return-await': ['error', 'in-try-catch'],
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    eqeqeq: 'error',
    'no-console': 'error',
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', { max: 3 }],
  },
  overrides: [
    ...sliceRules,
    {
      files: ['client/src/**/*.ts'],
      rules: restrict([
        { regex: '(^|/)broker/(src|test)/|^@tallystick/broker', message: 'The client knows nothing of the broker.' },
      ]),
    },
    {
      files: ['client/src/wire/**/*.ts'],
      rules: restrict([{ group: ['**', '!zod', '!./*'], message: 'The wire is zod schemas and names, nothing else.' }]),
    },
    {
      files: ['broker/ui/src/**/*.{ts,tsx}'],
      rules: {
        ...restrict([
          {
            regex: '(^|/)broker/(src|test)/|^@tallystick/broker|^\\.\\./(\\.\\./)*src/',
            message: 'Pages see only the client.',
          },
        ]),
        // Styles.
        'import/no-unassigned-import': 'off',
      },
    },
    { files: ['broker/ui/*.js'], rules: { 'no-console': 'off' } },
    {
      files: ['client/src/cli/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts', 'supply-chain/**/*.ts'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['**/test/**/*.ts', '**/*.test.ts'],
      rules: {
        'typescript/consistent-type-assertions': 'off',
        'typescript/no-unsafe-type-assertion': 'off',
        'unicorn/consistent-function-scoping': 'off',
        // The rows of a table arrive as parameters.
        'max-params': 'off',
        'vitest/no-conditional-expect': 'off',
        'max-lines': 'off',
        'max-lines-per-function': 'off',
        'vitest/no-focused-tests': 'error',
        'vitest/no-disabled-tests': 'error',
      },
    },
    {
      files: ['examples/**/*.ts', 'bench/**/*.ts', 'supply-chain/**/*.ts'],
      rules: { 'typescript/consistent-type-assertions': 'off', 'typescript/no-unsafe-type-assertion': 'off' },
    },
    { files: ['**/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
})
