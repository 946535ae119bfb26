// The links of a representation, and of what is embedded in it: each to be followed, filled in, or asked otherwise.

import { fill, pathOf, variablesIn } from './addresses.js'
import { element, inside, outside } from './elements.js'

const MOST = 100

const others = (operations) => Object.keys(operations ?? {}).filter((method) => method !== 'get')

/** Buttons for what can be done at an address besides reading it. */
function methodButtons(path, { find, open }) {
  const found = find?.(path)
  return others(found?.operations).map((method) =>
    element(
      'button',
      {
        type: 'button',
        class: 'method',
        'aria-label': `${method.toUpperCase()} ${path}`,
        title: found.operations[method].summary,
        click: () => open(method, path),
      },
      method.toUpperCase(),
    ),
  )
}

function formFor(template, tools) {
  const fields = variablesIn(template).map((name) => [name, element('input', { name, required: true, size: '16' })])
  const found = tools.find?.(template)
  const filled = () => fill(template, Object.fromEntries(fields.map(([name, input]) => [name, input.value])))
  const submit = (event) => {
    event.preventDefault()
    const method = event.submitter?.value ?? 'get'
    if (method === 'get') location.hash = `#${filled()}`
    else tools.open(method, filled())
  }
  const methods = found ? Object.keys(found.operations) : ['get']
  return element(
    'form',
    { class: 'template', submit },
    ...fields.map(([name, input]) => element('label', {}, `${name} `, input)),
    ...methods.map((method) =>
      element('button', { value: method }, method === 'get' ? 'Follow' : method.toUpperCase()),
    ),
  )
}

function linkView(link, tools) {
  const path = pathOf(link.href)
  const label = link.title ?? link.name ?? path ?? link.href
  const detail = link.title && link.name && link.name !== link.title ? ` · ${link.name}` : ''
  if (path === undefined) return element('li', {}, outside(link.href, label), detail)
  if (link.templated || variablesIn(link.href).length > 0) {
    return element('li', {}, element('details', {}, element('summary', {}, label), formFor(path, tools)))
  }
  const found = tools.find?.(path)
  const canBeRead = found === undefined || 'get' in found.operations
  return element('li', {}, canBeRead ? inside(path, label) : label, detail, ' ', ...methodButtons(path, tools))
}

/** Where a relation is explained, by the prefixes that the representation declares; not every one does. */
function documentationOf(relation, curies) {
  const [prefix, rest] = relation.split(/:(.*)/s)
  if (rest === undefined) return undefined
  const curie = curies.find(({ name }) => name === prefix)
  return fill(curie?.href ?? '/doc/{rel}', { rel: rest })
}

function relationView(relation, value, { curies, ...tools }) {
  const links = [value].flat().filter((link) => typeof link?.href === 'string')
  const explained = documentationOf(relation, curies)
  const path = explained === undefined ? undefined : pathOf(explained)
  return element(
    'section',
    { class: 'relation' },
    element(
      'h3',
      {},
      relation,
      ' ',
      path === undefined ? undefined : element('a', { class: 'quiet', href: `..${path}` }, 'what is this?'),
    ),
    element('ul', {}, ...links.slice(0, MOST).map((link) => linkView(link, tools))),
    links.length > MOST ? element('p', {}, `and ${links.length - MOST} more, in the answer`) : undefined,
  )
}

function embeddedView(name, value, tools) {
  const items = [value].flat().filter((item) => item !== null && typeof item === 'object')
  if (items.length === 0) return undefined
  const titles = items.slice(0, MOST).map((item) => {
    const self = [item._links?.self].flat()[0]
    const path = typeof self?.href === 'string' ? pathOf(self.href) : undefined
    const label = item.name ?? item.number ?? item.uuid ?? self?.title ?? name
    return path === undefined
      ? element('li', {}, String(label))
      : element('li', {}, inside(path, String(label)), ' ', ...methodButtons(path, tools))
  })
  return element('section', { class: 'relation' }, element('h3', {}, name), element('ul', {}, ...titles))
}

/** Everything to go on with from a representation. */
export function linksView(representation, tools) {
  const links = representation?._links ?? {}
  const embedded = representation?._embedded ?? {}
  const curies = [links.curies ?? []].flat()
  const relations = Object.entries(links).filter(([relation]) => relation !== 'curies')
  const views = relations.map(([relation, value]) => relationView(relation, value, { curies, ...tools }))
  const inner = Object.entries(embedded).map(([name, value]) => embeddedView(name, value, tools))
  return element(
    'div',
    {},
    ...(views.length > 0 ? [element('h2', {}, 'Links'), ...views] : []),
    ...(inner.some(Boolean) ? [element('h2', {}, 'Embedded'), ...inner] : []),
  )
}
