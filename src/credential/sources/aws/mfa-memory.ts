import { Secret } from '../../../secret.ts'
import type { MfaSession } from './mfa-role.ts'

/** Sessions that codes have opened, for as long as this process lives and nowhere else. */
export interface MfaMemory {
  /** The session of this user and device that still lives. */
  find(key: string, nowMs: number): MfaSession | undefined
  /** Keeps it, and tells everybody who waits for one. */
  put(session: MfaSession): void
  /** Calls `changed` whenever there is a new session; the returned function stops that. */
  watch(changed: () => unknown): () => void
}

export function createMfaMemory(): MfaMemory {
  const sessions = new Map<string, { readonly expiresAtMs: number; readonly session: Secret }>()
  const watchers = new Set<() => void>()
  return {
    find(key, nowMs) {
      const kept = sessions.get(key)
      if (kept === undefined) return undefined
      if (kept.expiresAtMs > nowMs) return JSON.parse(kept.session.open())
      sessions.delete(key)
      return undefined
    },
    put(session) {
      sessions.set(session.key, { expiresAtMs: session.expiresAtMs, session: new Secret(JSON.stringify(session)) })
      for (const changed of [...watchers]) changed()
    },
    watch(changed) {
      const own = () => changed()
      watchers.add(own)
      return () => void watchers.delete(own)
    },
  }
}

/** That of this process: a code that was typed once serves every profile of that user. */
export const mfaMemory = createMfaMemory()
