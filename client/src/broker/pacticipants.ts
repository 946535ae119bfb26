import { z } from 'zod'
import { links } from '../wire/hal.ts'
import {
  type NewPacticipant,
  type Pacticipant,
  pacticipant as pacticipantAnswer,
  pacticipants as pacticipantsAnswer,
} from '../wire/pacticipants.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, find } from './call.ts'
import type { Transport } from './transport.ts'

const indexAnswer = z.object({ _links: links })

/** What the broker offers, as links. */
export const getIndexOf = (transport: Transport): Promise<z.infer<typeof indexAnswer>> =>
  call(transport, { method: 'GET', url: paths.index, answer: indexAnswer })

export function pacticipantCalls(transport: Transport) {
  return {
    /**
     * The relations that the broker offers. Fails when there is no broker at the address.
     *
     * @example
     * const { _links } = await broker.getIndex()
     * 'pb:publish-contracts' in _links // → true
     */
    getIndex: (): Promise<z.infer<typeof indexAnswer>> => getIndexOf(transport),

    /**
     * The version of the Pact Broker that the broker is, or that it can stand in for; undefined where it does not say.
     *
     * @example
     * /^\d+\./.test((await broker.findBrokerVersion()) ?? '') // → true
     */
    async findBrokerVersion(): Promise<string | undefined> {
      const { headers } = await transport.send({ method: 'GET', url: paths.index })
      return headers.get('x-pact-broker-version') ?? undefined
    },

    /**
     * All applications that take part in contracts, by name.
     *
     * @example
     * (await broker.listPacticipants()).map(({ name }) => name) // → ['Shop', 'Stock']
     */
    async listPacticipants(): Promise<readonly Pacticipant[]> {
      const answer = await call(transport, { method: 'GET', url: paths.pacticipants, answer: pacticipantsAnswer })
      return answer._embedded.pacticipants
    },

    /**
     * An application by its name; undefined when the broker has not heard of it.
     *
     * @example
     * (await broker.findPacticipant('Shop'))?.mainBranch // → 'main'
     * await broker.findPacticipant('Nobody') // → undefined
     */
    findPacticipant: (name: string): Promise<Pacticipant | undefined> =>
      find(transport, {
        method: 'GET',
        url: expand(paths.pacticipant, { pacticipant: name }),
        answer: pacticipantAnswer,
      }),

    /**
     * Changes what is given of an application, creating it when it is new.
     *
     * @example
     * const till = await broker.savePacticipant({ name: 'Till', mainBranch: 'trunk' })
     * till.mainBranch // → 'trunk'
     */
    savePacticipant: ({ name, ...details }: NewPacticipant): Promise<Pacticipant> =>
      call(transport, {
        method: 'PATCH',
        url: expand(paths.pacticipant, { pacticipant: name }),
        body: details,
        answer: pacticipantAnswer,
      }),
  }
}
