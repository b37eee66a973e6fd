import { type Clock, deadline } from '../../clock.ts'
import { askDaemon, demand, isError, type Question } from '../../daemon/ask.ts'
import type { Status, TokenGiven, TokenRequest } from '../../daemon/control-protocol.ts'
import { WarmkeyError } from '../../errors.ts'

/** The daemon answers within 9 s or says why not; this is for one that hangs. Clients warn after 10 s. */
const waitMs = 9_700

type Env = Readonly<Record<string, string | undefined>>

/**
 * The daemon's answer to a question about the configuration, or `null` where none listens, or one with another
 * configuration than WARMKEY_CONFIG names. Throws the daemon's error as one of ours.
 */
export async function askAbout<Answer extends object>(
  socket: string | null,
  { env, clock }: { readonly env: Env; readonly clock: Clock },
  question: Question,
): Promise<Answer | null> {
  if (socket === null) return null
  const limit = deadline(clock, waitMs, new AbortController().signal, hangs)
  try {
    const { signal } = limit
    const named = env.WARMKEY_CONFIG
    if (named) {
      const status = await askDaemon<Status>(socket, { method: 'GET', path: '/v1/status', signal })
      if (status === null || isError(status) || status.config.file !== named) return null
    }
    return await demand<Answer>(socket, { ...question, signal })
  } finally {
    limit.callOff()
  }
}

export const keyFromDaemon = (
  socket: string | null,
  context: { readonly env: Env; readonly clock: Clock },
  body: TokenRequest,
): Promise<(TokenGiven & { readonly header: string }) | null> =>
  askAbout(socket, context, { method: 'POST', path: '/v1/token', body })

const hangs = (): WarmkeyError =>
  new WarmkeyError('source-timeout', 'The warmkey daemon is there, but it does not answer.', {
    remedy:
      '`warmkey status` says which process it is; `warmkey down` ends it also then, and `warmkey up` starts it anew.',
  })
