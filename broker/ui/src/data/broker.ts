import { type BrokerClient, createBrokerClient } from '@tallystick/client'

/** Where the broker is, from the base that it wrote into the document: behind a path prefix as well. */
export const brokerUrl = new URL('.', document.baseURI).href.replace(/\/$/, '')

/** The path below which the pages are: empty, or `/prefix`. */
export const prefix = new URL(brokerUrl).pathname.replace(/\/$/, '')

export const broker: BrokerClient = createBrokerClient({ baseUrl: brokerUrl })
