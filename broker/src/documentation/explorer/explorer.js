// The page: an address is asked, the answer and what can be done next are shown. The fragment is the history.

import { operationFinder, pathInFragment, pathOf, setBase, urlOf } from './addresses.js'
import { bodyView, headersView, showStream } from './answer-view.js'
import { element, outside } from './elements.js'
import { linksView } from './links-view.js'
import { requestForm } from './request-form.js'

const at = (id) => document.getElementById(id)
const MOST_USED = [
  'application/hal+json',
  'application/json',
  'application/problem+json',
  'text/plain',
  'text/csv',
  '*/*',
]

let find
let running

const tokenHeader = () => {
  const token = sessionStorage.getItem('token')
  return token ? { Authorization: `Bearer ${token}` } : {}
}

function acceptChoices(operation) {
  const produced = Object.values(operation?.responses ?? {}).flatMap(({ content }) => Object.keys(content ?? {}))
  const chosen = at('accept').value || MOST_USED[0]
  const choices = [...new Set([...produced, ...MOST_USED])]
  at('accept').replaceChildren(
    ...choices.map((type) => element('option', { value: type, selected: type === chosen }, type)),
  )
}

/** A refused answer is asked for in HAL, so that what is wrong can be read. */
const acceptHeader = () => [...new Set([at('accept').value || MOST_USED[0], 'application/hal+json;q=0.1'])].join(', ')

function say(text, isError = false) {
  at('status').textContent = text
  at('status').classList.toggle('error', isError)
}

function clear() {
  for (const id of ['operations', 'request', 'links', 'headers', 'body']) at(id).replaceChildren()
}

function open(method, path) {
  const operation = find?.(path)?.operations[method]
  const form = requestForm({ method, path, operation }, { send, close: () => at('request').replaceChildren() })
  at('request').replaceChildren(form)
  form.querySelector('textarea, input')?.focus()
  form.scrollIntoView({ block: 'nearest' })
}

function showOperations(path) {
  const found = find?.(path)
  acceptChoices(found?.operations.get)
  const others = Object.entries(found?.operations ?? {}).filter(([method]) => method !== 'get')
  at('operations').replaceChildren(
    ...(found?.operations.get ? [element('p', {}, found.operations.get.summary)] : []),
    ...others.map(([method, { summary }]) =>
      element(
        'p',
        {},
        element('button', { type: 'button', class: 'method', click: () => open(method, path) }, method.toUpperCase()),
        ` ${summary}`,
      ),
    ),
  )
}

async function show(response, startedAt, method) {
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]
  at('headers').replaceChildren(...headersView(response.headers))
  const line = `${method} ${response.status} ${response.statusText}`
  if (mediaType === 'text/event-stream') {
    say(`${line} · events are shown as they come`)
    await showStream(response, at('body'))
    return
  }
  const text = await response.text()
  const { view, json } = bodyView(text, mediaType)
  at('body').replaceChildren(view)
  at('links').replaceChildren(linksView(json, { find, open }))
  const took = Math.round(performance.now() - startedAt)
  say(`${line} · ${took} ms · ${text.length.toLocaleString('en')} characters · ${mediaType}`, !response.ok)
}

async function ask(path, { method = 'GET', body, type } = {}) {
  running?.abort()
  const request = new AbortController()
  running = request
  at('stop').hidden = false
  say(`${method} ${path} …`)
  const startedAt = performance.now()
  try {
    const response = await fetch(urlOf(path), {
      method,
      signal: request.signal,
      headers: { Accept: acceptHeader(), ...tokenHeader(), ...(type === undefined ? {} : { 'Content-Type': type }) },
      ...(body === undefined ? {} : { body }),
    })
    await show(response, startedAt, method)
    return response
  } catch (error) {
    if (request.signal.aborted) say(running === request ? 'Stopped' : at('status').textContent)
    else say(`No answer: ${error.message}`, true)
    return undefined
  } finally {
    if (running === request) at('stop').hidden = true
  }
}

async function send({ method, path, body, type }) {
  const inBroker = pathOf(path)
  if (inBroker === undefined) return say('That address is not one of this broker.', true)
  const response = await ask(inBroker, { method: method.toUpperCase(), body, type })
  if (response === undefined) return
  at('answer').focus()
  const created = response.headers.get('location')
  const place = created === null ? undefined : pathOf(created)
  if (place !== undefined) at('body').prepend(element('p', {}, 'It is at ', element('a', { href: `#${place}` }, place)))
}

async function follow() {
  const path = pathInFragment()
  clear()
  if (path === undefined) {
    const elsewhere = location.href.split('#').slice(1).join('#')
    say('That address is not one of this broker.', true)
    if (/^https?:/.test(elsewhere)) at('body').replaceChildren(outside(elsewhere, elsewhere))
    return
  }
  at('address').value = path
  document.title = `${path} · API explorer`
  showOperations(path)
  await ask(path)
}

async function readDescription() {
  try {
    const response = await fetch(urlOf('/openapi.json'), { headers: { Accept: 'application/json', ...tokenHeader() } })
    if (!response.ok) return
    const description = await response.json()
    setBase(description.servers[0].url)
    find = operationFinder(description)
  } catch {
    // Without the description everything can still be read.
  }
}

async function start() {
  await readDescription()
  await follow()
}

at('address-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const path = pathOf(at('address').value.trim())
  if (path === undefined) say('That address is not one of this broker.', true)
  else if (path === pathInFragment()) void follow()
  else location.hash = `#${path}`
})
at('stop').addEventListener('click', () => running?.abort())
at('skip').addEventListener('click', (event) => {
  event.preventDefault()
  at('answer').focus()
})
at('credentials-form').addEventListener('submit', (event) => {
  event.preventDefault()
  sessionStorage.setItem('token', at('token').value)
  void start()
})
addEventListener('hashchange', () => void follow())

acceptChoices()
void start()
