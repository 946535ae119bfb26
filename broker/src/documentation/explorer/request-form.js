// The form for a request that changes something.

import { element } from './elements.js'

function exampleIn(operation) {
  const [type, content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? []
  return { type, example: content?.example, types: Object.keys(operation?.requestBody?.content ?? {}) }
}

function bodyFields({ type, types, example }) {
  if (type === undefined) return []
  const text = example === undefined ? '{}' : JSON.stringify(example, undefined, 2)
  const body = element('textarea', { name: 'body', rows: '14', spellcheck: 'false' })
  body.value = text
  return [
    element(
      'label',
      {},
      'Type ',
      element('select', { name: 'type' }, ...types.map((one) => element('option', { value: one }, one))),
    ),
    element('label', { class: 'wide' }, 'Body ', body),
  ]
}

/** `send` gets the method, the path and, where there is one, the body with its type. */
export function requestForm({ method, path, operation }, { send, close }) {
  const submit = (event) => {
    event.preventDefault()
    const { address, body, type } = event.target.elements
    send({ method, path: address.value, ...(body ? { body: body.value, type: type.value } : {}) })
  }
  const heading = `${method.toUpperCase()} ${path}`
  return element(
    'form',
    { class: 'request', submit, 'aria-label': heading },
    element('h2', {}, method.toUpperCase()),
    operation ? element('p', {}, operation.summary) : undefined,
    element(
      'label',
      { class: 'wide' },
      'Address ',
      element('input', { name: 'address', value: path, required: true, spellcheck: 'false' }),
    ),
    ...bodyFields(exampleIn(operation)),
    element('button', { class: method === 'delete' ? 'danger' : 'primary' }, `Send ${method.toUpperCase()}`),
    element('button', { type: 'button', click: close }, 'Cancel'),
  )
}
