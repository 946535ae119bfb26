import { paths } from '@tallystick/client/wire'
import { command } from '../kernel/command-line.ts'
import type { Links } from '../kernel/hal.ts'

/** A contract content to be verified. */
interface ContentToVerify {
  readonly consumer: string
  readonly provider: string
  readonly sha: string
  /** Of the provider, to publish what comes out of it; without one it is only looked at. */
  readonly providerVersion?: string | undefined
}

/** Replays a contract against the provider. */
export function verifyCommand({ providerVersion, ...content }: ContentToVerify, links: Links): string {
  return command('tally verify', {
    'provider-name': content.provider,
    'provider-base-url': '<url of the provider>',
    url: links.href(paths.pactVersionContent, content),
    ...(providerVersion === undefined ? {} : { 'provider-version': providerVersion, publish: true }),
  })
}
