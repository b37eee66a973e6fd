import type { WarmkeyErrorCode } from '../errors.ts'
import { WarmkeyError } from '../errors.ts'
import type { ErrorAnswer } from './control-protocol.ts'

/*
 * Loaded by commands that must answer within a few milliseconds: no schema, no library and no `node:fs` here, and `fetch`
 * because a socket of our own costs this runtime 8 ms more.
 */

/** One question over the control socket. */
export interface Question {
  readonly method: 'GET' | 'POST'
  /** `/v1/…` */
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/**
 * The daemon's answer, parsed; `null` where no daemon listens (a socket that a killed one left behind counts as none).
 * Rejects with the signal's reason when that aborts, and with `source-unavailable` when the daemon breaks off.
 */
export async function askDaemon<Answer>(socket: string, question: Question): Promise<Answer | ErrorAnswer | null> {
  const { method, path, body, signal } = question
  try {
    const response = await fetch(`http://warmkey${path}`, {
      unix: socket,
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal === undefined ? {} : { signal }),
    })
    return (await response.json()) as Answer | ErrorAnswer
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    if (nobody.has(codeOf(cause))) return null
    throw new WarmkeyError('source-unavailable', 'The warmkey daemon broke off in the middle of an answer.', {
      remedy: 'Ask again; `warmkey status` shows whether it runs, and its log why it ended.',
      cause,
    })
  }
}

/** What connecting gives where nobody listens. */
const nobody: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT', 'ConnectionRefused', 'FailedToOpenSocket'])

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''

export const isError = (answer: unknown): answer is ErrorAnswer =>
  typeof answer === 'object' && answer !== null && 'error' in answer

/** The daemon's error as one of ours. */
export const errorOf = ({ error }: ErrorAnswer): WarmkeyError =>
  new WarmkeyError(error.code as WarmkeyErrorCode, error.message, {
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    transient: error.transient,
  })

/** {@link askDaemon} where an error of the daemon is thrown as one of ours. */
export async function demand<Answer extends object>(socket: string, question: Question): Promise<Answer | null> {
  const answer = await askDaemon<Answer>(socket, question)
  if (answer !== null && isError(answer)) throw errorOf(answer)
  return answer
}
