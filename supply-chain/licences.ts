/** Under which licences the project takes what others wrote: those that ask for no more than to be named. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // For its files, not for what uses them.
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
])

/** Packages that do not say it in their description, but in a file or where they are developed. */
export const saidElsewhere: Readonly<Record<string, string>> = {
  'color-convert@0.5.3': 'MIT',
  '@pact-foundation/pact-cli-darwin-arm64@18.1.2': 'MIT',
  '@pact-foundation/pact-cli-darwin-x64@18.1.2': 'MIT',
  '@pact-foundation/pact-cli-linux-arm64@18.1.2': 'MIT',
  '@pact-foundation/pact-cli-linux-x64@18.1.2': 'MIT',
  '@pact-foundation/pact-cli-windows-arm64@18.1.2': 'MIT',
  '@pact-foundation/pact-cli-windows-x64@18.1.2': 'MIT',
}

/** Whether one of the licences between which an SPDX expression lets choose is allowed, with all that belongs to it. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '')
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())))
}
