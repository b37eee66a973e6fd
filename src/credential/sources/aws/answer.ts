import { WarmkeyError, type WarmkeyErrorCode } from '../../../errors.ts'
import type { MfaSession } from './mfa-role.ts'
import type { AwsOptions } from './options.ts'
import type { AwsQuestion, AwsSaid } from './questions.ts'
import type { Visit } from './sso-device.ts'

/** The first argument with which our own program only asks AWS. */
export const askAwsWord = 'ask-aws'
/** The variable that holds the {@link AwsRequest} as JSON; gone before anything else sees the environment. */
export const requestVariable = 'WARMKEY_ASK_AWS'

/** What the process that asks AWS is told. */
export interface AwsRequest {
  readonly options: AwsOptions
  /** The code of a device, to open a session with; for a role that wants multi-factor authentication. */
  readonly mfaCode?: string
  /** A session that was opened before. */
  readonly mfaSession?: MfaSession
  /** Only a sign-in of SSO: `begin` it, or wait for the end of the one with this ticket. */
  readonly signIn?: 'begin' | { readonly ticket: string }
  /** Questions to be signed with what was found and sent; the answer then holds what was said, and no credentials. */
  readonly questions?: readonly AwsQuestion[]
}

/**
 * Where AWS credentials came from: a link of the chain, as people call it. `profile keys`: written in a file.
 */
export type AwsLink =
  | 'environment'
  | 'profile keys'
  | 'role'
  | 'web identity'
  | 'credential_process'
  | 'SSO'
  | 'console login'
  | 'container'
  | 'instance'

/** Why there are none, ready to be a `WarmkeyError`. */
export interface AwsFailure {
  readonly code: WarmkeyErrorCode
  readonly message: string
  readonly remedy: string
  readonly transient: boolean
}

/** What the process answers on its standard output, as JSON. Times in milliseconds since the epoch. */
export type AwsAnswer = {
  /** The link, once it is known. */
  readonly link: AwsLink | null
  /** Files whose change may change the answer, absolute. */
  readonly files: readonly string[]
  /** Until when a person has to sign in; `null` where nobody has to. */
  readonly signInBeforeMs: number | null
  /** What that person types. */
  readonly signIn: string | null
  /** The session that a code has opened, or that was used. */
  readonly mfaSession?: MfaSession
} & (
  | { readonly text: string; readonly kind: 'aws' | 'text'; readonly expiresAtMs: number | null }
  | { readonly failure: AwsFailure }
  | { readonly said: readonly AwsSaid[]; readonly expiresAtMs: number | null }
  /** A sign-in was begun, or has ended. */
  | { readonly visit: Visit }
  | { readonly signedIn: boolean }
  /** A role wants a code: of this device, for the session of this name. */
  | { readonly mfa: { readonly serial: string; readonly key: string } }
)

/** The failure as the error of a source. */
export const errorOfFailure = ({ code, message, remedy, transient }: AwsFailure): WarmkeyError =>
  new WarmkeyError(code, message, { remedy, transient })

/** Links whose answer stays the same until somebody changes a file or variable. */
export const stableLinks: ReadonlySet<AwsLink> = new Set(['environment', 'profile keys'])
/** Links that make new credentials at each call; the others may give what they hold. */
export const mintingLinks: ReadonlySet<AwsLink> = new Set(['role', 'web identity'])
