import { z } from 'zod'
import type { RenewalReason } from '../credential/events.ts'
import { sourceSchema } from '../credential/sources/index.ts'
import type { WarmkeyErrorCode } from '../errors.ts'
import { profileSchema } from '../profile.ts'

/**
 * What is said over the control socket: plain HTTP/1.1 on a unix socket, JSON both ways, every path under `/v1`. The
 * version changes when something is taken away; fields are only added. Whoever can open the socket is the user, so
 * nothing here asks who is there. Times are milliseconds since the epoch, `null` means never or none.
 *
 *   GET  /v1/status       → Status             POST /v1/token       TokenRequest      → TokenAnswer
 *   GET  /v1/statusline   → StatuslineAnswer   POST /v1/invalidate  InvalidateRequest → InvalidateAnswer
 *   POST /v1/reload       → ReloadAnswer       POST /v1/credential  CredentialRequest → CredentialAnswer
 *   POST /v1/sign-in      SignInRequest     → SignInAnswer
 *   POST /v1/stop         → StopAnswer         GET  /v1/attach      a stream that lasts as long as its caller
 *   POST /v1/prove        ProveRequest      → ProveAnswer
 *   GET  /v1/failures     → FailuresAnswer     POST /v1/failures    FailedExchange    → FailuresAnswer (of a run's own gateway)
 *
 * The types stand beside their schemas because clients import types only: a schema costs them more than the answer.
 */

/** Anything that went wrong, as every path answers it, with a status that is not 200. */
export interface ControlError {
  readonly code: WarmkeyErrorCode
  /** The fact. No secret. */
  readonly message: string
  /** What to do now. */
  readonly remedy?: string
  /** Whether asking again later, unchanged, can succeed. */
  readonly transient: boolean
}

export interface ErrorAnswer {
  readonly error: ControlError
}

/** Who asks, so that a key that comes back refused is told from a first question: pids are used again. */
export interface ClientProcess {
  readonly pid: number
  /** When it started, in whatever unit the system counts; only ever compared with itself. */
  readonly startedAt: string
}

export const tokenRequestSchema = z.object({
  /** Default: what counts in `cwd`, else the default profile of the configuration. */
  profile: z.string().optional(),
  /** The working directory of the client, absolute. */
  cwd: z.string().max(4_096).optional(),
  /** How long the client uses a key before it asks again, milliseconds. */
  ttlMs: z
    .number()
    .min(0)
    .max(366 * 86_400_000),
  client: z.object({ pid: z.int().min(1), startedAt: z.string().max(100) }).nullable(),
})

export interface TokenRequest {
  readonly profile?: string | undefined
  readonly cwd?: string | undefined
  readonly ttlMs: number
  readonly client: ClientProcess | null
}

export interface TokenGiven {
  readonly key: string
  readonly profile: string
  readonly expiresAtMs: number | null
  /** Said once on stderr, when there is something to say (a source that gives no longer life, a project that chose). */
  readonly notice?: string
}

export type TokenAnswer = TokenGiven | ErrorAnswer

export const invalidateRequestSchema = z.object({
  profile: z.string().optional(),
  cwd: z.string().max(4_096).optional(),
})

export interface InvalidateRequest {
  readonly profile?: string | undefined
  readonly cwd?: string | undefined
}

export interface InvalidateAnswer {
  readonly profile: string
  /** Whether the source gave other bytes. */
  readonly changed: boolean
  /** What runs in other environments hold of the same source. An older daemon says nothing of them, and renews none. */
  readonly runs?: RunsRenewed
}

/** How many keys of runs were renewed, and how many could not be. */
export interface RunsRenewed {
  readonly renewed: number
  readonly failed: number
}

/** What `run` asks for: a credential of a source that it names itself, asked with its own environment. */
export const credentialRequestSchema = z.object({
  profile: profileSchema,
  /** The environment that the source would see in that run. */
  env: z.record(z.string(), z.string()),
  /** Fingerprint of the credential that was refused; `null` for a first question. */
  rejected: z.string().max(100).nullable(),
})

export type CredentialRequest = z.input<typeof credentialRequestSchema>
export type CredentialWanted = z.output<typeof credentialRequestSchema>

export interface CredentialGiven {
  readonly key: string
  readonly kind: 'any' | 'bearer' | 'api-key' | 'aws'
  readonly expiresAtMs: number | null
  /** Whether it was made just now, as far as is known. */
  readonly minted: boolean
}

export type CredentialAnswer = CredentialGiven | ErrorAnswer

/** What `login` asks: what a source needs a person for, and what that person has typed. */
export const signInRequestSchema = z.object({
  source: sourceSchema,
  /** The environment that the source would see where the person sits. */
  env: z.record(z.string(), z.string()),
  /** `null`: only what is needed is asked. */
  answer: z.string().max(16_384).nullable(),
})

export type SignInRequest = z.input<typeof signInRequestSchema>
export type SignInWanted = z.output<typeof signInRequestSchema>

export interface SignInAnswer {
  /** Where the credential comes from, for people. */
  readonly origin: string
  /** What is to be typed here; `null` where nothing is. */
  readonly question: string | null
  /** What is to be opened in a browser, and the code that has to stand there; the ticket is the answer then. */
  readonly visit: { readonly url: string; readonly code: string; readonly ticket: string } | null
  /** Whether nothing is left to do; `false` after an answer: give the same again. */
  readonly ended: boolean
  /** What keeps it from going on, with what to do, as a sentence; `null` where nothing does. */
  readonly problem: string | null
  /** Until when the sign-in lasts, as far as it is known. */
  readonly beforeMs: number | null
}

/** What `whoami` and `check` ask of a profile: whether its credential is taken, by a request that costs nothing. */
export const proveRequestSchema = z.object({
  /** Default: what counts in `cwd`, else the default profile. */
  profile: z.string().optional(),
  cwd: z.string().max(4_096).optional(),
})

export interface ProveRequest {
  readonly profile?: string | undefined
  readonly cwd?: string | undefined
}

export interface ProveAnswer {
  readonly profile: string
  /** Address and dialect of the API. */
  readonly upstream: string
  readonly dialect: string
  /** Where the credential comes from, for people. */
  readonly source: string
  /** `unclear`: it was not refused, and nothing proves that it was looked at. */
  readonly outcome: 'answered' | 'unclear' | 'refused'
  /** What came back, as a sentence. No secret. */
  readonly sentence: string
  /** First 8 hex digits of the SHA-256 of the key; `null` where the source gave none. */
  readonly fingerprint: string | null
  readonly expiresAtMs: number | null
  /** As the API names them: https://docs.claude.com/en/api/overview */
  readonly organization: string | null
  readonly workspace: string | null
  /** What the profile expects, where the API names another: `organisation …`. `null` where all is as expected. */
  readonly expected?: string | null
  /** Ids that the API lists; `null` where it lists none. */
  readonly models: readonly string[] | null
  /** Names that the profile gives to models → what they stand for. */
  readonly aliases: Readonly<Record<string, string>>
}

export interface ReloadAnswer {
  /** `unchanged`: the file says what is served already. `refused`: it has mistakes; what was served is served on. */
  readonly kind: 'taken' | 'unchanged' | 'refused'
  /** The mistakes of a refused one, a line each. */
  readonly problems: readonly string[]
}

export interface StopAnswer {
  readonly pid: number
  /** Answers that still run; the process ends with the last of them. */
  readonly running: number
}

const kept = (most: number) => z.string().max(most)
const atMost = (most: number, characters: number) => z.array(kept(characters)).max(most)

export const failedExchangeSchema = z.object({
  exchange: kept(100),
  atMs: z.number(),
  profile: kept(200),
  client: kept(1_000),
  method: kept(20),
  path: kept(2_000),
  status: z.int(),
  upstreamStatus: z.int().nullable(),
  card: kept(100).nullable(),
  why: kept(300).nullable(),
  stopped: kept(100).nullable(),
  said: kept(1_000).optional(),
  codes: atMost(20, 100),
  messages: atMost(10, 400),
})

/** An exchange that a client got an error from. Neither a body nor a header: what was asked is not in it. */
export interface FailedExchange {
  /** As `x-warmkey-exchange` names it. */
  readonly exchange: string
  readonly atMs: number
  readonly profile: string
  /** What the client calls itself. */
  readonly client: string
  readonly method: string
  /** Without its query. */
  readonly path: string
  /** What the client got. */
  readonly status: number
  /** What the upstream answered last; `null` where it was not reached. */
  readonly upstreamStatus: number | null
  /** Id of the card that was decided by. */
  readonly card: string | null
  readonly why: string | null
  /** Code of our own refusal; `null` where the upstream's was handed over. */
  readonly stopped: string | null
  /** What it said: the fact and the next step; absent where the upstream's was handed over. */
  readonly said?: string | undefined
  /** Codes of the upstream's error, lower case. */
  readonly codes: readonly string[]
  /** Its messages without secrets, a line each. */
  readonly messages: readonly string[]
}

export interface FailuresAnswer {
  /** The newest first. */
  readonly failures: readonly FailedExchange[]
}

export interface StatuslineAnswer {
  /** One line without control characters; empty where there is nothing to say. */
  readonly text: string
}

/** How the daemon came to run, which decides how it ends: one that a run has started ends when nobody needs it. */
export type StartedBy = 'person' | 'up' | 'service' | 'run'

export interface Status {
  /** Of this document; it only grows. */
  readonly version: 1
  /** Version of the program. */
  readonly warmkey: string
  readonly pid: number
  readonly startedBy: StartedBy
  readonly startedAtMs: number
  readonly nowMs: number
  /** Address of the gateway; `null` where no profile is configured. */
  readonly url: string | null
  readonly config: {
    /** `null` where there is none. */
    readonly file: string | null
    readonly takenAtMs: number
    /** Why the file as it is now was not taken, a line for each mistake; empty when it was. */
    readonly problems: readonly string[]
  }
  readonly profiles: readonly ProfileStatus[]
  /** Credentials that are kept for runs, whose profiles are not those of the configuration. */
  readonly runs: readonly RunStatus[]
  /** Runs that are attached at the moment. */
  readonly attached: number
}

export interface ProfileStatus extends KeptStatus {
  readonly name: string
  readonly isDefault: boolean
  /** Address of the API. */
  readonly upstream: string
  /** `false` where the profile says `"export": "never"`. */
  readonly exportable: boolean
  readonly counts: Counts
  readonly lastRefusal: Refusal | null
}

export interface RunStatus extends KeptStatus {
  /** Address of the API. */
  readonly upstream: string
  /** When a run last asked for it. */
  readonly askedAtMs: number
}

export interface KeptStatus {
  /** Where the credential comes from, for people. */
  readonly source: string
  readonly credential: {
    /** First 8 hex digits of the SHA-256 of the key. */
    readonly fingerprint: string
    readonly issuedAtMs: number
    readonly expiresAtMs: number | null
  } | null
  readonly renewing: RenewalReason | null
  readonly lastRenewal: { readonly atMs: number; readonly why: RenewalReason; readonly elapsedMs: number } | null
  readonly lastFailure: {
    readonly atMs: number
    readonly code: WarmkeyErrorCode
    readonly sentence: string
    /** When the source is asked again; `null` when it waits for a person. */
    readonly retryAtMs: number | null
  } | null
  /** Until when a person has to sign in again, and with what; `null` where nobody has to. */
  readonly signIn: { readonly beforeMs: number; readonly how: string | null } | null
}

/** Since the daemon started. */
export interface Counts {
  readonly requests: number
  /** Times that the source gave a credential. */
  readonly renewals: number
  readonly replays: number
  /** Refusals of the upstream that were handed over. */
  readonly denials: number
  /** Requests that were answered in our own words, because warmkey could not serve them. */
  readonly stops: number
}

/** The last refusal that a client got to see. */
export interface Refusal {
  readonly atMs: number
  readonly status: number
  readonly card: { readonly id: string; readonly title: string; readonly remedy: string } | null
  /** Why it was decided so. */
  readonly why: string
}
