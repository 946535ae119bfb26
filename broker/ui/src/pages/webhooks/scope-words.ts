/**
 * Whose events a webhook is for, in words: `shop`, `shop on branch main`, `those labeled checkout`, `any`.
 */
import type { Webhook } from '@tallystick/client/wire'

type Scope = NonNullable<Webhook['consumer']>

export function scopeWords({ name, label, branch, mainBranch }: Scope = {}): string {
  const who = name ?? (label === undefined ? 'any' : `those labeled ${label}`)
  if (branch !== undefined) return `${who} on branch ${branch}`
  return mainBranch ? `${who} on the main branch` : who
}
