import { Secret } from '../../secret.ts'
import type { CredentialKind } from '../credential.ts'
import type { Source } from './source.ts'

/** A credential that another keeper has handed over. */
export interface Handed {
  readonly key: string
  readonly kind: CredentialKind
  /** `null` for never. */
  readonly expiresAtMs: number | null
  readonly minted: boolean
}

/**
 * The same credential by way of a keeper that others share: `ask` gets the fingerprint of the credential that was
 * refused, if that is why it is asked, and gives `null` where that keeper cannot be reached; then the source itself is
 * asked. No kind of its own in a configuration.
 */
export function handedSource(
  own: Source,
  ask: (rejected: string | null, signal: AbortSignal) => Promise<Handed | null>,
): Source {
  return {
    origin: own.origin,
    get stable() {
      return own.stable
    },
    renewableUnattended: own.renewableUnattended,
    // The shared keeper keeps it from lapsing, and notices its changes.
    lapsesWhenIdle: false,
    close: () => own.close?.(),
    giveBack: async (signal) => own.giveBack?.(signal),
    async obtain(signal, rejected) {
      const handed = await ask(rejected?.fingerprint ?? null, signal)
      if (handed === null) return own.obtain(signal, rejected)
      const { key, kind, expiresAtMs, minted } = handed
      return { secret: new Secret(key), kind, minted, life: expiresAtMs === null ? {} : { expiresAtMs } }
    },
  }
}
