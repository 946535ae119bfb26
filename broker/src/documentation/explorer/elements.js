// Makes elements. Whatever comes from an answer becomes text, never markup.

/** `element('a', { href }, 'text', child, …)`; functions become listeners. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key, value)
    else made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** A link to another address of the broker, opened in this page. */
export function inside(path, ...children) {
  return element('a', { href: `#${path}` }, ...children)
}

/** A link that leaves this page. */
export function outside(href, ...children) {
  return element('a', { href, target: '_blank', rel: 'noreferrer noopener' }, ...children)
}
