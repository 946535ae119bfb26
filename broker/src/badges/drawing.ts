/** A badge as an image, or as the address where a service has that image. */
import { makeBadge } from 'badge-maker'
import type { Badge } from './badge.ts'

/** XML has no place for these, not even escaped. */
const UNPRINTABLE = /[\u0000-\u001f\u007f\ufffe\uffff]/g

const printable = (text: string) => text.toWellFormed().replaceAll(UNPRINTABLE, ' ')

export function svgOf({ left, right, colour }: Badge): string {
  return makeBadge({ label: printable(left), message: printable(right), color: colour })
}

/** The service reads `-` as the end of a part and `_` as a space, unless doubled. */
function segment(text: string): string {
  const doubled = printable(text).replaceAll('-', '--').replaceAll('_', '__')
  // A parenthesis would end the link in Markdown.
  return encodeURIComponent(doubled).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

export function shieldsUrl(base: string, { left, right, colour }: Badge): string {
  return `${base}/badge/${segment(left)}-${segment(right)}-${colour}.svg`
}
