import type { Notice } from '../wire/hal.ts'
import type { Line } from './report.ts'

const formats = {
  debug: 'dim',
  info: undefined,
  prompt: 'yellow',
  success: 'green',
  warning: 'yellow',
  error: 'red',
  danger: 'red',
} as const satisfies Readonly<Record<Notice['type'], Line['format']>>

/** What the broker says, as it says it. */
export function noticeLines(notices: readonly Notice[]): readonly Line[] {
  return notices.flatMap(({ type, text }) => {
    const format = formats[type]
    return text.split('\n').map((line): Line => (format === undefined ? { text: line } : { text: line, format }))
  })
}
