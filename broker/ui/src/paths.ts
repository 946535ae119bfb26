import { type PathParameters, expand } from '@tallystick/client/wire'
import { prefix } from './data/broker.ts'

type Value = string | number | boolean | undefined

/** Every link of the pages to something that is no page: the API, badges, the explorer. */
export function apiHref<Template extends string>(template: Template, values: PathParameters<Template>): string {
  return prefix + expand(template, values)
}

/** `name=value&…` of what has a value; what is empty is left out, so that addresses stay short. */
export function searchText(values: Readonly<Record<string, Value>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '' && value !== false) parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text && `?${text}`
}

/** The parameters of an address. One that comes several times has its last value. */
export function readSearch(search: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** `{name}` of the wire's addresses as the router writes it. */
export type RoutePath<Template extends string> = Template extends `${infer Before}{${infer Name}}${infer After}`
  ? `${Before}$${Name}${RoutePath<After>}`
  : Template

export function routePath<Template extends string>(template: Template): RoutePath<Template>
export function routePath(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, '$$$1')
}
