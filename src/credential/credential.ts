import type { Secret } from '../secret.ts'

/**
 * How a credential wants to travel. `any` leaves the header to the upstream's dialect and configuration.
 * `bearer` goes into `Authorization`, `api-key` into `x-api-key`. The text of `aws` is JSON in the form of a credential process
 * (`AccessKeyId`, `SecretAccessKey`, `SessionToken`, https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html);
 * nothing of it is sent, requests are signed with it.
 */
export type CredentialKind = 'any' | 'bearer' | 'api-key' | 'aws'

/** A secret with what is known of its life. Immutable: a renewal makes another one. */
export interface Credential {
  readonly secret: Secret
  readonly kind: CredentialKind
  /** Where it came from, for people: `command ~/bin/mint-key`, `file ~/.key`. Holds no secret. */
  readonly origin: string
  /** Loggable, and different after every renewal that brought other bytes: `<fingerprint>#<generation>`. */
  readonly id: string
  /** When it was obtained, milliseconds since the epoch. */
  readonly issuedAtMs: number
  /** When it ends, milliseconds since the epoch; `null` means never as far as anybody said. */
  readonly expiresAtMs: number | null
  /**
   * Whether it is known to be new at `issuedAtMs` (minted then, or other bytes than before), and so may not have
   * reached every server of the provider yet. The first read of a file says nothing of the kind.
   */
  readonly knownNew: boolean
}
