import { type PathParameters, expand } from '@tallystick/client/wire'
import { prefix } from './data/broker.ts'

/** Every link of the pages to something that is no page: the API, badges, the explorer. */
export function apiHref<Template extends string>(template: Template, values: PathParameters<Template>): string {
  return prefix + expand(template, values)
}

/** `{name}` of the wire's addresses as the router writes it. */
export type RoutePath<Template extends string> = Template extends `${infer Before}{${infer Name}}${infer After}`
  ? `${Before}$${Name}${RoutePath<After>}`
  : Template

export function routePath<Template extends string>(template: Template): RoutePath<Template>
export function routePath(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, '$$$1')
}
