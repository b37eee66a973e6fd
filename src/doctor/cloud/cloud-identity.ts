import type { Bench } from '../bench.ts'

/** Who the client is at a cloud provider, as that provider says; `null` wherever nobody said. Never a secret. */
export interface CloudIdentity {
  /** `Amazon Web Services`, `Google Cloud`, `Azure`. */
  readonly provider: string
  /** The person, service account, role or application. */
  readonly account: string | null
  /** What is charged and allowed: an account of AWS, a project of Google, a tenant of Azure; with its noun. */
  readonly scope: string | null
  /** A region or a resource, with its noun. */
  readonly place: string | null
  /** Where the credential came from: `application-default credentials of a person`. */
  readonly source: string | null
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number | null
  /** The address that was asked. */
  readonly endpoint: string
  /** Whether it took the credential; `null` where it was not asked. */
  readonly accepted: boolean | null
  /** How that is known, or why not. */
  readonly because: string
}

/** Asks the provider that this switch turns on, for nothing that costs. */
export type AskCloud = (bench: Bench, signal: AbortSignal) => Promise<CloudIdentity>
