import { runChild } from '../../credential/child.ts'
import { ownProgram } from '../../credential/sources/aws/ask.ts'
import { runtimeEnv } from '../../launch-env.ts'
import type { Bench } from '../bench.ts'
import { type Presented, presented } from '../present.ts'
import { programMs, requestVariable } from './ask-cloud-here.ts'

/** The first argument with which our own program only asks Google or Azure for a token. */
const askCloudWord = 'ask-cloud'

/** What the process that asks is told. */
export type CloudRequest =
  | { readonly cloud: 'google'; readonly projectId: string | null }
  | { readonly cloud: 'azure'; readonly scope: string }

/** What it answers on its standard output, as JSON. */
export type CloudAnswer =
  | {
      readonly kind: 'token'
      readonly token: string
      /** Milliseconds since the epoch. */
      readonly expiresAtMs: number | null
      /** What the library sends beside it, such as `x-goog-user-project`. */
      readonly headers: Readonly<Record<string, string>>
      /** Whose it is, where the library or Google says so. */
      readonly account: string | null
      /** The type of the credential: `authorized_user`; empty where that is not known. */
      readonly type: string
    }
  | CloudFailure

/** Why there is no token. */
export interface CloudFailure {
  readonly kind: 'failure'
  /** Status of the answer; `null` where nobody answered. */
  readonly status: number | null
  /** The runtime's code, such as `ECONNREFUSED`. */
  readonly code: string | null
  /** What was said, at most 4,000 characters. */
  readonly said: string
  /** The time as the server says it, milliseconds since the epoch. */
  readonly dateMs: number | null
  /** The host that was asked last. */
  readonly host: string | null
}

/** A token in the hands of the doctor: what may be said about it, and the thing itself, closed. */
export interface CloudToken {
  readonly kind: 'token'
  readonly credential: Presented
  readonly expiresAtMs: number | null
  readonly headers: Readonly<Record<string, string>>
  readonly account: string | null
  readonly type: string
}

/** A doctor has ten seconds in all; the client itself waits longer. */
const mostMs = 5_500

const root = import.meta.dir.replace(/[/\\]src[/\\]doctor[/\\]cloud$/, '')

/**
 * Asks in a process of its own, with the environment that the client would have: the libraries of Google and Azure read
 * that of their process, start programs and remember. `env` must come from people who are trusted.
 */
export async function askCloud(
  request: CloudRequest,
  { clock, world }: Pick<Bench, 'clock' | 'world'>,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<CloudToken | CloudFailure> {
  const all = {
    ...runtimeEnv({ ...env, HOME: world.home }),
    [requestVariable]: JSON.stringify(request),
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: `${root}/node_modules/.cache/bun`,
    BUN_ENABLE_CRASH_REPORTING: '0',
  }
  const set = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const startedMs = clock.monotonicMs()
  const end = await runChild({
    argv: ownProgram(askCloudWord),
    env: Object.fromEntries(set),
    cwd: world.home,
    clock,
    timeoutMs: mostMs,
    signal,
  })
  if (end.how === 'too-long') return failed('ETIMEDOUT', 'no token within 5 s')
  if (end.how !== 'exited') return failed('EUNKNOWN', 'the process that asks could not run')
  const answer = parsed(new TextDecoder().decode(end.stdout))
  if (answer === null) return failed('EUNKNOWN', 'the process that asks ended without an answer')
  // A program that was given up leaves no trace in what the library says.
  const late = clock.monotonicMs() - startedMs > programMs
  if (answer.kind === 'failure') return late && answer.status === null ? { ...answer, code: 'ETIMEDOUT' } : answer
  const { token, ...about } = answer
  const name = request.cloud === 'google' ? 'the token of Google' : 'the token of Entra'
  return { ...about, credential: presented(name, 'its login', 'authorization', token) }
}

const failed = (code: string, said: string): CloudFailure => ({
  kind: 'failure',
  status: null,
  code,
  said,
  dateMs: null,
  host: null,
})

function parsed(text: string): CloudAnswer | null {
  try {
    // Our own process has written it.
    const answer: CloudAnswer = JSON.parse(text)
    return answer.kind === 'token' || answer.kind === 'failure' ? answer : null
  } catch {
    return null
  }
}
