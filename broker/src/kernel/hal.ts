import { type Link, type Page, type PathParameters, expand, paths } from '@tallystick/client/wire'

/** Builds links below the base URL by which the client reaches the broker. */
export interface Links {
  readonly base: string
  /** The absolute URL of a path; parameters that are not given stay as `{name}`. */
  href<Template extends string>(template: Template, values?: Partial<PathParameters<Template>>): string
  /** A link to fill in by the client. */
  template<Template extends string>(template: Template, values?: Partial<PathParameters<Template>>): Link
  curies(context: string): readonly Link[]
}

export function linksBelow(base: string): Links {
  const href: Links['href'] = (template, values = {}) => base + expand(template, values)
  return {
    base,
    href,
    template: (template, values = {}) => ({ href: href(template, values), templated: true }),
    curies: (context) => [{ name: 'pb', href: `${base}${paths.documentation}?context=${context}`, templated: true }],
  }
}

/** UTC with seconds, as every timestamp of the API. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}+00:00`
}

/** `updatedAt` only where it differs, and first, as clients are used to see it. */
export function timestamps(row: { readonly createdAt: Date; readonly updatedAt?: Date | null }): {
  readonly updatedAt?: string
  readonly createdAt: string
} {
  const createdAt = formatTime(row.createdAt)
  const updatedAt = row.updatedAt ? formatTime(row.updatedAt) : createdAt
  return updatedAt === createdAt ? { createdAt } : { updatedAt, createdAt }
}

/** The properties that have a value: the API leaves out what is null. */
export function present(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))
}

/** The page object and the links to the pages beside it. */
export function pageOf(request: { number: number; size: number }, totalElements: number): Page {
  // An empty list has one page, which is empty.
  return { ...request, totalElements, totalPages: Math.max(1, Math.ceil(totalElements / request.size)) }
}

/** `query` is what the list was asked to hold in its names: the next page has to be asked the same. */
export function pageLinks(resourceUrl: string, page: Page, query?: string): Readonly<Record<string, Link>> {
  const filter = query === undefined ? '' : `&q=${encodeURIComponent(query)}`
  const to = (number: number): Link => ({ href: `${resourceUrl}?size=${page.size}&page=${number}${filter}` })
  return {
    ...(page.number < page.totalPages ? { next: { ...to(page.number + 1), title: 'Next page' } } : {}),
    ...(page.number > 1 ? { previous: { ...to(page.number - 1), title: 'Previous page' } } : {}),
  }
}

interface Asked {
  readonly page: Page
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

/** This page of a list and the pages beside it, asked as this one was. */
export function neighbourLinks({ page, url, search }: Asked): Readonly<Record<string, Link>> {
  const to = (number: number): Link => {
    const asked = new URLSearchParams(search)
    for (const older of ['pageNumber', 'pageSize']) asked.delete(older)
    asked.set('page', String(number))
    asked.set('size', String(page.size))
    return { href: `${url}?${asked.toString()}` }
  }
  return {
    self: { href: search === '' ? url : `${url}?${search}` },
    ...(page.number < page.totalPages ? { next: { ...to(page.number + 1), title: 'Next page' } } : {}),
    ...(page.number > 1 ? { previous: { ...to(page.number - 1), title: 'Previous page' } } : {}),
  }
}
