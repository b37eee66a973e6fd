import type { ClientVersion } from '../client-version.ts'

/** What somebody knows of a failure: what they pasted, and what they say beside it. */
export interface Pasted {
  readonly text: string
  /** `null` when they did not say. */
  readonly status: number | null
  readonly headers: Headers | null
  /** As cards name providers; `undefined` when they did not say. */
  readonly provider?: string | undefined
  readonly client?: ClientVersion | undefined
}
