import { expect, test } from 'vitest'
import { shownUrl } from './shown-url.ts'

test.each([
  ['/pacticipants', '/pacticipants'],
  ['/matrix?q[][pacticipant]=A&latestby=cvp', '/matrix?q[][pacticipant]=A&latestby=cvp'],
  ['/events?access_token=abc&type=x', '/events?access_token=***&type=x'],
  ['/events?type=x&TOKEN=a%20b', '/events?type=x&TOKEN=***'],
  ['/x?password=a=b&apiKey=c&api_key=d', '/x?password=***&apiKey=***&api_key=***'],
  ['/back?code=abc&state=def&iss=https://id', '/back?code=***&state=***&iss=https://id'],
  ['/x?q[0][secret]=abc', '/x?q[0][secret]=***'],
  ['/x?barcode=1&key=2', '/x?barcode=1&key=***'],
  ['http://ann:pass@broker/x?y=1', 'http://***@broker/x?y=1'],
  ['/names/a@b', '/names/a@b'],
])('%s is shown as %s', (url, shown) => expect(shownUrl(url)).toBe(shown))
