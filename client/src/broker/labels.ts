import { type Label, label as labelAnswer } from '../wire/labels.ts'
import { expand, paths } from '../wire/paths.ts'
import { anything, call } from './call.ts'
import type { Transport } from './transport.ts'

export interface LabelName {
  readonly pacticipant: string
  readonly label: string
}

export function labelCalls(transport: Transport) {
  return {
    /**
     * Labels an application, which comes to be when it is new. One that it has already stays.
     *
     * @example
     * (await broker.addLabel({ pacticipant: 'Shop', label: 'team-a' })).name // → 'team-a'
     */
    addLabel: (at: LabelName): Promise<Label> =>
      call(transport, { method: 'PUT', url: expand(paths.label, at), body: {}, answer: labelAnswer }),

    /**
     * Takes a label off an application. Refused when it has none of that name.
     *
     * @example
     * await broker.addLabel({ pacticipant: 'Shop', label: 'team-b' })
     * await broker.removeLabel({ pacticipant: 'Shop', label: 'team-b' })
     */
    async removeLabel(at: LabelName): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.label, at), answer: anything })
    },
  }
}
