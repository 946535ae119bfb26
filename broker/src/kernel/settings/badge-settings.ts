import { z } from 'zod'
import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

const oneUrl = kind.httpUrls
  .refine((urls) => urls.length === 1, 'must be one URL')
  .transform(([url = '']: readonly string[]) => url)

// It goes out as a header, which takes no other characters.
const cacheControl = z.string().regex(/^[\w"=,; -]+$/, 'must be what a Cache-Control header says, like max-age=30')

export const badgeSettings = {
  badgeProviderMode: setting(kind.choice({ draw: 'draw', proxy: 'draw', redirect: 'redirect' }), 'draw', {
    name: 'BADGE_PROVIDER_MODE',
    says: 'Who draws badges: the broker (`draw`, or `proxy` as the Pact Broker calls what comes nearest), or the service below, to which `redirect` sends the reader with the names in the badge.',
    inPactBroker: true,
  }),
  shieldsIoBaseUrl: setting(oneUrl, 'https://img.shields.io', {
    name: 'SHIELDS_IO_BASE_URL',
    says: 'That service.',
    inPactBroker: true,
  }),
  badgeDefaultCacheSetting: setting(cacheControl, 'max-age=30', {
    name: 'BADGE_DEFAULT_CACHE_SETTING',
    says: 'The `Cache-Control` of a can-i-merge badge with an answer. All other badges have `no-cache`.',
    inPactBroker: true,
  }),
}
