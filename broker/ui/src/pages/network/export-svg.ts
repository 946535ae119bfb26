/** The styles that the drawing has from its style sheets. A property with its first value is not written down. */
const properties: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'vector-effect': 'none',
  'paint-order': 'normal',
  'text-anchor': 'start',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  opacity: '1',
}

function writeStyles(element: Element): void {
  const styles = getComputedStyle(element)
  if (styles.display === 'none') {
    element.remove()
    return
  }
  for (const [name, initial] of Object.entries(properties)) {
    const value = styles.getPropertyValue(name)
    if (value !== initial) element.setAttribute(name, value)
  }
  for (const child of Array.from(element.children)) writeStyles(child)
  for (const name of element.getAttributeNames()) {
    if (/^(class|style|tabindex|role|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name)
  }
}

const MARGIN = 16

/** The whole drawing as a file of its own: its styles written into it, in light colours, with all its names. */
export function svgText(drawing: SVGSVGElement, title: string): string {
  const { x = 0, y = 0, width = 0, height = 0 } = drawing.querySelector<SVGGElement>('[data-layer]')?.getBBox() ?? {}
  const [wide, high] = [Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN]
  const copy = document.importNode(drawing, true)
  copy.dataset['export'] = ''
  delete copy.dataset['active']
  copy.dataset['zoom'] = 'near'
  copy.querySelector('[data-layer]')?.removeAttribute('transform')
  const { dataset } = document.documentElement
  const { theme } = dataset
  // Within one task: nobody sees the page in another theme.
  dataset['theme'] = 'light'
  drawing.after(copy)
  writeStyles(copy)
  copy.remove()
  if (theme === undefined) delete dataset['theme']
  else dataset['theme'] = theme
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `${Math.floor(x) - MARGIN} ${Math.floor(y) - MARGIN} ${wide} ${high}`)
  copy.setAttribute('width', String(wide))
  copy.setAttribute('height', String(high))
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  name.textContent = title
  copy.prepend(name)
  return new XMLSerializer().serializeToString(copy)
}
