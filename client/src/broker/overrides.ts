import { type Override, type OverrideDetails, type Overrides, override, overrides } from '../wire/overrides.ts'
import { expand, paths } from '../wire/paths.ts'
import { anything, call, queryString } from './call.ts'
import type { PartOfList } from './retention.ts'
import type { Transport } from './transport.ts'

/** Which exceptions are wanted; all without it. */
export interface OverridesQuestion extends PartOfList {
  readonly pacticipant?: string | undefined
  /** The name of an environment. */
  readonly environment?: string | undefined
  /** Those that count now, or those that do not any more. */
  readonly active?: boolean | undefined
}

export function overrideCalls(transport: Transport) {
  return {
    /**
     * Allows a version into an environment until the override expires or is revoked, whatever can-i-deploy finds; its
     * answers then say so. Refused where that is too far away. Only Tallystick answers it.
     *
     * @example
     * const { active } = await broker.createOverride({
     *   pacticipant: 'Shop',
     *   version: '1',
     *   environment: 'production',
     *   reason: 'the new endpoint is behind a flag',
     *   expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
     * })
     * active // → true
     */
    createOverride(details: OverrideDetails): Promise<Override> {
      return call(transport, { method: 'POST', url: paths.overrides, body: details, answer: override })
    },

    /**
     * The exceptions that were made to what can-i-deploy answers, the newest first; 100 to a page unless told otherwise.
     * Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listOverrides({ environment: 'production', active: true })
     * _embedded.overrides[0]?.pacticipant // → 'Shop'
     */
    listOverrides({ active, page, size, ...names }: OverridesQuestion = {}): Promise<Overrides> {
      const asked = { ...names, active: active?.toString(), page: page?.toString(), size: size?.toString() }
      return call(transport, {
        method: 'GET',
        url: paths.overrides + queryString(Object.entries(asked)),
        answer: overrides,
      })
    },

    /**
     * Ends an exception at once; it stays on record. Refused with 404 where there is none. Only Tallystick answers it.
     *
     * @example
     * const [first] = (await broker.listOverrides())._embedded.overrides
     * await broker.revokeOverride(first?.uuid ?? '')
     * const { _embedded } = await broker.listOverrides({ active: true })
     * _embedded.overrides // → []
     */
    async revokeOverride(uuid: string): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.override, { uuid }), answer: anything })
    },
  }
}
