import type { WarmkeyErrorCode } from '../../errors.ts'
import type { CredentialHeader } from '../authorize.ts'

/** What a refusal says; `message` is one sentence or two, for the person in front of the client. */
export interface Refusal {
  readonly status: number
  readonly code: WarmkeyErrorCode
  readonly message: string
}

/** How one family of APIs speaks: its paths, its credential header, the shape of its errors. One per file on the shelf. */
export interface Dialect {
  /** The value of `upstream.dialect`; unique, kebab-case. */
  readonly id: string
  /** One sentence for help and generated documents. */
  readonly summary: string
  /** Where a credential goes that does not say so itself. */
  readonly header: CredentialHeader
  /** Signing name of the service of AWS that it belongs to; absent where requests are not signed by themselves. */
  readonly awsService?: string
  /** Whether the path (without query) leads to a model: there HTML is never an answer. */
  inference(path: string): boolean
  /** Whether the key of a run may reach this path (inference, counting, the list of models). */
  openToRuns(path: string): boolean
  /** Whether this is a sign-of-life request that is answered here, without an upstream. */
  signOfLife(method: string, path: string): boolean
  /** The error body of this family, as its clients expect it. */
  refuse(refusal: Refusal): {
    readonly contentType: string
    readonly body: string
    readonly headers?: Readonly<Record<string, string>>
  }
  /** The upstream's own message in an error body of this family; `null` when there is none. */
  errorMessage(text: string): string | null
  /** The address for this path, where one API has two; default the upstream's. */
  baseFor?(base: string, path: string): string
  /** Path and query with the model renamed, where it stands in the path; absent where it stands in the body. */
  renamed?(target: string, models: ReadonlyMap<string, string>): string
}
