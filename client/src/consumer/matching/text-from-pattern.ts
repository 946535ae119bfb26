/**
 * Texts that fit a pattern, the same ones every time. A text is written along the pattern with two numbers: how often
 * what may be repeated is, and which alternative and character is taken. What looks around is not followed, so each text
 * is only an attempt, tried on the pattern itself.
 */
import type { AST } from '@eslint-community/regexpp'
import { parsedPattern, type Pattern } from './pattern.ts'

// In the order in which they read well: `[\w-]` gives a letter, `[0-9a-f]` too.
const CHARACTERS = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' +
    ' -_.,:;!?@#$%&*+=/|~^\'"`<>()[]{}\\\t\n' +
    'éßλЖ漢あ한🙂\u{1F1EB}',
)

interface Attempt {
  readonly extra: number
  readonly pick: number
  /** From one character of a class to the next: a wide step has letters, digits and signs soon. */
  readonly step: number
  readonly flags: string
  /** What the groups so far were, for references back. */
  readonly groups: Map<AST.CapturingGroup, string>
  /** How many characters were taken so far: one after the other, so that they differ. */
  taken: number
}

/** Attempts at a text for `pattern`, of `length` characters at least. */
export function* textsFor(pattern: Pattern, length = 0): Generator<string> {
  const { ast, flags } = parsedPattern(pattern)
  const repetitions = [2, 1, 0, ...Array.from({ length: Math.min(length, 300) }, (_, index) => index + 3)]
  for (const [step, pick] of CHOICES) {
    for (const extra of repetitions) {
      const text = alternatives(ast.alternatives, { extra, pick, step, flags, groups: new Map(), taken: 0 })
      if (text !== undefined) yield text
    }
  }
}

/** What the alternatives and classes of a pattern are tried with. */
const CHOICES = [1, 7, 11, 13].flatMap((step) => [0, 1, 2, 3, 4, 5, 6, 7].map((pick) => [step, pick] as const))

function alternatives(options: readonly AST.Alternative[], attempt: Attempt): string | undefined {
  const option = options[attempt.pick % options.length]
  return option && inTurn(option.elements, attempt)
}

function inTurn(elements: readonly AST.Element[], attempt: Attempt): string | undefined {
  const texts = elements.map((element) => textOf(element, attempt))
  return texts.includes(undefined) ? undefined : texts.join('')
}

function textOf(node: AST.Element, attempt: Attempt): string | undefined {
  switch (node.type) {
    case 'Assertion':
      return ''
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'Group':
      return alternatives(node.alternatives, attempt)
    case 'CapturingGroup': {
      const text = alternatives(node.alternatives, attempt)
      attempt.groups.set(node, text ?? '')
      return text
    }
    case 'Backreference': {
      const [group] = [node.resolved].flat()
      return (group && attempt.groups.get(group)) ?? ''
    }
    case 'Quantifier': {
      const count = Math.min(node.min + attempt.extra, node.max)
      return inTurn(
        Array.from({ length: count }, () => node.element),
        attempt,
      )
    }
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return characterOf(node, attempt)
  }
}

const characters = new Map<string, readonly string[]>()

function characterOf(node: AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass, attempt: Attempt) {
  const flags = attempt.flags.replaceAll(/[gmy]/g, '')
  const key = `${node.raw}\n${flags}`
  const isOne = new RegExp(`^${node.raw}$`, flags)
  const fitting = characters.get(key) ?? [...CHARACTERS, ...firstOfRanges(node)].filter((one) => isOne.test(one))
  characters.set(key, fitting)
  const index = attempt.taken * attempt.step + attempt.pick
  attempt.taken += 1
  return fitting[index % fitting.length]
}

/** For a class of none of the usual characters. */
function firstOfRanges(node: AST.Node): readonly string[] {
  if (node.type !== 'CharacterClass') return []
  return node.elements.flatMap((element) => {
    if (element.type === 'Character') return [String.fromCodePoint(element.value)]
    return element.type === 'CharacterClassRange' ? [String.fromCodePoint(element.min.value)] : []
  })
}
