// A contract with everything that one can say, and what its provider found.

import { pactPath, publish } from '../support/publications.ts'
import type { TestBroker } from '../support/server.ts'

const matchers = (rule: object) => ({ matchers: [rule], combine: 'AND' })
const json = { 'Content-Type': 'application/json' }

const getOrder = {
  description: 'a request for an order',
  providerStates: [{ name: 'an order exists', params: { id: 42, status: 'open' } }],
  request: {
    method: 'GET',
    path: '/orders/42',
    query: { include: ['lines'], page: ['1'] },
    headers: { Accept: 'application/json' },
    matchingRules: {
      path: matchers({ match: 'regex', regex: String.raw`^/orders/\d+$` }),
      query: { page: matchers({ match: 'integer' }) },
    },
    generators: { path: { type: 'ProviderState', expression: '/orders/${id}' } },
  },
  response: {
    status: 200,
    headers: json,
    body: {
      id: 42,
      status: 'open',
      createdAt: '2026-11-02T09:30:00Z',
      customer: { name: 'Ada Lovelace', email: 'ada@example.org', note: null },
      lines: [{ sku: 'TEA-001', quantity: 2, price: 4.5, gift: false }],
    },
    matchingRules: {
      header: { 'Content-Type': matchers({ match: 'regex', regex: 'application/json(;.*)?' }) },
      body: {
        '$.id': matchers({ match: 'integer' }),
        '$.status': matchers({ match: 'regex', regex: 'open|paid|sent' }),
        '$.createdAt': matchers({ match: 'datetime', format: "yyyy-MM-dd'T'HH:mm:ssX" }),
        '$.customer.name': matchers({ match: 'type' }),
        '$.lines': matchers({ match: 'type', min: 1 }),
        '$.lines[*].sku': matchers({ match: 'regex', regex: String.raw`^[A-Z]{3}-\d{3}$` }),
        '$.lines[*].quantity': matchers({ match: 'integer' }),
        '$.lines[*].price': matchers({ match: 'decimal' }),
        '$.lines[*].gift': matchers({ match: 'type' }),
        '$.discount': matchers({ match: 'decimal' }),
      },
    },
  },
}

const placeOrder = {
  description: 'a request to place an order',
  providerStates: [{ name: 'an order exists', params: { id: 42, status: 'open' } }],
  request: { method: 'POST', path: '/orders', headers: json, body: { sku: 'TEA-001', quantity: 2 } },
  response: { status: 201, headers: { Location: '/orders/43' }, body: { id: 43 } },
}

const search = {
  description: 'a search by GraphQL',
  request: {
    method: 'POST',
    path: '/graphql',
    headers: json,
    body: {
      query: 'query Orders($first: Int!) {\n  orders(first: $first) {\n    id\n    status\n  }\n}',
      operationName: 'Orders',
      variables: { first: 10 },
    },
    matchingRules: { body: { '$.variables.first': matchers({ match: 'integer' }) } },
  },
  response: { status: 200, headers: json, body: { data: { orders: [] } } },
}

const invoice = {
  description: 'a request for an invoice as XML',
  request: { method: 'GET', path: '/orders/42/invoice', headers: { Accept: 'application/xml' } },
  response: {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: '<?xml version="1.0"?>\n<invoice number="7">\n  <total currency="EUR">9.00</total>\n</invoice>',
  },
}

const placed = {
  description: 'an order was placed',
  providerStates: [{ name: 'an order exists' }],
  contents: { id: 42, at: '2026-11-02' },
  metaData: { contentType: 'application/json', topic: 'orders' },
  matchingRules: { body: { '$.id': matchers({ match: 'integer' }) } },
}

/** As a library writes it by specification 3. */
export const richContract = {
  consumer: { name: 'shop' },
  provider: { name: 'orders' },
  interactions: [getOrder, placeOrder, search, invoice],
  messages: [placed],
  metadata: { pactSpecification: { version: '3.0.0' }, 'pact-js': { version: '15.0.1' } },
}

const failure = {
  success: false,
  providerApplicationVersion: '2.2.0',
  providerApplicationVersionBranch: 'main',
  buildUrl: 'https://ci.example.org/orders/812',
  verifiedBy: { implementation: 'tally', version: '1.0.0' },
  testResults: {
    tests: [
      { interactionDescription: getOrder.description, status: 'passed' },
      {
        interactionDescription: placeOrder.description,
        status: 'failed',
        differences: [
          { attribute: 'status', description: 'expected 201 but was 200' },
          { attribute: 'body', identifier: '$.id', description: "expected a number but was '43'" },
        ],
      },
      { interactionDescription: invoice.description, status: 'passed' },
    ],
  },
}

/** Two versions with one content, of which 1.5.0 is the newer; the address of that content. */
export async function tellOfContract(broker: TestBroker): Promise<string> {
  const pair = { consumer: 'shop', provider: 'orders' }
  await broker.put('/pacticipants/shop', { name: 'shop', mainBranch: 'main' })
  const before = { ...richContract, interactions: [getOrder], messages: [] }
  const options = { consumer: 'shop', buildUrl: 'https://ci.example.org/shop/4471' }
  await publish(broker, '1.3.0', { ...options, contracts: { orders: before }, branch: 'main' })
  await publish(broker, '1.4.0', { ...options, contracts: { orders: richContract }, branch: 'main' })
  await publish(broker, '1.5.0', { ...options, contracts: { orders: richContract }, branch: 'feat/invoices' })
  const { json: shown } = await broker.get(pactPath('1.5.0', pair))
  const content = new URL(shown._links['pb:pact-version'].href).pathname
  const results = `${content}/verification-results`
  const first = { ...failure, success: true, providerApplicationVersion: '2.1.0', testResults: null }
  for (const result of [first, failure]) {
    const { status, text } = await broker.post(results, result)
    if (status !== 201) throw new Error(text)
  }
  return content
}

/** Of 500 interactions. */
export const longContract = {
  consumer: { name: 'shop' },
  provider: { name: 'stock' },
  interactions: Array.from({ length: 500 }, (_, index) => ({
    ...getOrder,
    description: `a request for item ${index}`,
    providerStates: [{ name: `state ${index % 20}` }],
  })),
  metadata: richContract.metadata,
}
