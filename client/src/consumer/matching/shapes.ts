import type { Shape } from './expected.ts'
import { expectedTemplate } from './template.ts'

export function shapesIn(value: unknown): readonly Shape[] {
  return [{ name: 'complete', expected: expectedTemplate(value) }]
}
