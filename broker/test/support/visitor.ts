// Somebody with a browser: it keeps cookies as their attributes say, goes where it is sent, and fills forms in.

interface Kept {
  readonly value: string
  readonly path: string
  readonly attributes: readonly string[]
}

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Page {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const REDIRECTS = new Set([301, 302, 303, 307])

/** `places` are the addresses at which base URLs are really to be found. */
export function visitor(places: Readonly<Record<string, string>> = {}) {
  const jars = new Map<string, Map<string, Kept>>()
  const jarOf = ({ origin }: URL) => {
    const jar = jars.get(origin) ?? new Map<string, Kept>()
    jars.set(origin, jar)
    return jar
  }

  function keep(url: URL, headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const said = (attribute: string) =>
        attributes.find((one) => one.toLowerCase().startsWith(`${attribute}=`))?.split('=')[1]
      const isGone = said('max-age') === '0' || new Date(said('expires') ?? '9999-01-01') < new Date()
      if (isGone) jarOf(url).delete(name)
      else jarOf(url).set(name, { value, path: said('path') ?? '/', attributes })
    }
  }

  function cookieFor(url: URL): string {
    const fitting = [...jarOf(url)].filter(([, { path }]) => `${url.pathname}/`.startsWith(path))
    return fitting.map(([name, { value }]) => `${name}=${value}`).join('; ')
  }

  function placeOf(url: URL): string {
    const found = Object.entries(places).find(([base]) => url.href.startsWith(base))
    return found ? url.href.replace(...found) : url.href
  }

  /** One request. */
  async function send(address: string | URL, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Page> {
    const url = new URL(address)
    const cookie = cookieFor(url)
    const response = await fetch(placeOf(url), {
      method,
      redirect: 'manual',
      headers: { accept: '*/*', ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    keep(url, response.headers)
    return { url, status: response.status, headers: response.headers, text: await response.text() }
  }

  /** Goes on for as long as it is sent elsewhere, unless `until` says that this is far enough. */
  async function open(
    address: string | URL,
    { until = () => false, ...sent }: Sent & { readonly until?: (page: Page) => boolean } = {},
  ): Promise<Page> {
    let page = await send(address, sent)
    while (REDIRECTS.has(page.status) && !until(page)) {
      page = await send(new URL(page.headers.get('location') ?? '', page.url))
    }
    return page
  }

  return {
    send,
    open,
    /** Sends the form of a page with what is filled in. */
    submit({ url, text }: Page, filled: Readonly<Record<string, string>>, until?: (page: Page) => boolean) {
      const [, action = ''] = /<form[^>]* action="([^"]*)"/.exec(text) ?? []
      const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const fields = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...filled,
      })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const sent = { method: 'POST', headers, body: fields.toString() }
      return open(new URL(action, url), until ? { ...sent, until } : sent)
    },
    cookies: (base: string) => jarOf(new URL(base)),
  }
}
