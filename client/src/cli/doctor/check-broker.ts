import type { BrokerClient } from '../../broker/broker-client.ts'
import { type Finding, ok, warning } from './finding.ts'

const ABOUT = 'Broker'

/** What a client of today asks for. */
const NEEDED = ['pb:publish-contracts', 'pb:provider-pacts-for-verification', 'pb:environments'] as const

/** Fails where there is none, or where it does not know who asks. */
export async function checkBroker(broker: BrokerClient): Promise<readonly Finding[]> {
  const { _links } = await broker.getIndex()
  const version = await broker.findBrokerVersion()
  const missing = NEEDED.filter((relation) => !(relation in _links))
  const isTallystick = 'pb:verification-requests' in _links
  const name = isTallystick ? 'Tallystick' : 'Pact Broker'
  return [
    ok(
      ABOUT,
      version === undefined ? 'It is reached, and takes the credentials.' : `It is reached: ${name} ${version}.`,
    ),
    ...(missing.length > 0
      ? [warning(ABOUT, `It is too old for some of what tally does: it has no ${missing.join(', ')}.`, 'update it')]
      : []),
  ]
}
