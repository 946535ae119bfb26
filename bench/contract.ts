/** A contract like those of real services: interactions of about 1 KB each. Another `variant` is another content. */
export function contractOf(consumer: string, provider: string, shape: { interactions: number; variant: string }) {
  const { variant } = shape
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: Array.from({ length: shape.interactions }, (_, index) => interaction(index, variant)),
    metadata: { pactSpecification: { version: '2.0.0' } },
  }
}

function interaction(index: number, variant: string) {
  const isWrite = index % 3 === 2
  return {
    description: `a request for order ${index} (variant ${variant})`,
    providerState: `order ${index} exists`,
    request: {
      method: isWrite ? 'POST' : 'GET',
      path: `/orders/${index}`,
      headers: { Accept: 'application/json' },
      ...(isWrite
        ? { body: { id: index, note: 'handle with care, this side up, keep dry' } }
        : { query: 'expand=lines' }),
    },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: {
        id: index,
        variant,
        state: 'open',
        customer: {
          name: `Customer ${index}`,
          email: `c${index}@example.org`,
          address: { street: 'Long Street 12', city: 'Springfield', zip: '12345' },
        },
        lines: [
          { sku: `SKU-${index}-1`, quantity: 1, price: 12.5, text: 'a line of the order' },
          { sku: `SKU-${index}-2`, quantity: 2, price: 99.95, text: 'another line of the order' },
        ],
        total: 212.4,
      },
      matchingRules: {
        '$.body.id': { match: 'type' },
        '$.body.customer.email': { match: 'regex', regex: '.+@.+' },
        '$.body.lines': { min: 1, match: 'type' },
        '$.body.total': { match: 'type' },
      },
    },
  }
}

interface Publication {
  readonly consumer: string
  readonly version: string
  readonly branch: string
  readonly contracts: readonly { readonly provider: string; readonly content: unknown }[]
}

export function publicationOf({ consumer, version, branch, contracts }: Publication) {
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    branch,
    tags: [],
    buildUrl: `http://ci.example.org/${consumer}/${version}`,
    contracts: contracts.map(({ provider, content }) => ({
      consumerName: consumer,
      providerName: provider,
      specification: 'pact',
      contentType: 'application/json',
      content: Buffer.from(JSON.stringify(content)).toString('base64'),
    })),
  }
}
