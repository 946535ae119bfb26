// What came back: its headers and its body.

import { element } from './elements.js'
import { jsonView } from './json-view.js'

// Beyond this, a page with links in it becomes slow: the text is shown as it is.
const LARGEST_WITH_LINKS = 500_000

export function headersView(headers) {
  return [...headers].flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])
}

const plain = (text) => element('pre', { tabindex: '0', 'aria-label': 'Body' }, text)

function pictureOf(text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  const image = element('img', { src: url, alt: 'The answer as a picture', load: () => URL.revokeObjectURL(url) })
  return element('div', {}, image, plain(text))
}

/** The body as it is best read, and the representation in it where it is JSON. */
export function bodyView(text, mediaType) {
  if (text === '') return { view: element('p', { class: 'quiet' }, 'No body') }
  if (mediaType === 'image/svg+xml') return { view: pictureOf(text) }
  if (!/[/+]json$/.test(mediaType)) return { view: plain(text) }
  const json = JSON.parse(text)
  if (text.length > LARGEST_WITH_LINKS) return { json, view: plain(JSON.stringify(json, undefined, 2)) }
  return { json, view: jsonView(json) }
}

/** Shows a body that does not end by itself as it comes. */
export async function showStream(response, place) {
  const pre = plain('')
  place.replaceChildren(pre)
  const decoder = new TextDecoder()
  for await (const chunk of response.body) pre.append(decoder.decode(chunk, { stream: true }))
}
