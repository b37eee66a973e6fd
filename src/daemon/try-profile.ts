import { type Clock, deadline } from '../clock.ts'
import { asWarmkeyError, WarmkeyError } from '../errors.ts'
import { dialectById } from '../gateway/dialects/index.ts'
import { openLocalKey } from '../gateway/local-keys.ts'
import type { Profile } from '../profile.ts'
import { redact } from '../secret.ts'
import { openDaemon } from './daemon.ts'

/**
 * What one real request showed. `answered`: the credential is good. `unclear`: it was not refused, and nothing proves
 * that it was looked at. `refused`: the source gave none, or the API did not take it.
 */
export interface Tried {
  readonly outcome: 'answered' | 'unclear' | 'refused'
  /** What came back, as a sentence. No secret. */
  readonly sentence: string
}

export interface TryDeps {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly signal: AbortSignal
}

/** A source may open a browser; nobody watches for longer. */
const patienceMs = 90_000

/** Requests that cost nothing, in the order in which they are tried. */
const free: Readonly<
  Record<string, readonly { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown }[]>
> = {
  messages: [
    { method: 'GET', path: '/v1/models?limit=1000' },
    {
      method: 'POST',
      path: '/v1/messages/count_tokens',
      body: { model: 'claude-sonnet-5', messages: [{ role: 'user', content: 'hello' }] },
    },
  ],
  bedrock: [{ method: 'GET', path: '/inference-profiles?maxResults=1' }],
}

/** Sends a request that costs nothing through a gateway of its own, as a client would; never throws. */
export async function tryProfile(profile: Profile, deps: TryDeps): Promise<Tried> {
  const limit = deadline(deps.clock, patienceMs, deps.signal, tooLong)
  try {
    const daemon = openDaemon({ profiles: { tried: profile }, keys: 'run', deps })
    try {
      const key = daemon.keys.get('tried')
      const { outcome, sentence } = await askFree(
        { url: daemon.url, key: key === undefined ? '' : openLocalKey(key), dialect: profile.upstream.dialect },
        limit.signal,
      )
      return { outcome, sentence }
    } finally {
      await daemon.close(true)
    }
  } catch (thrown) {
    if (deps.signal.aborted) return { outcome: 'refused', sentence: 'It was called off.' }
    const cause = limit.signal.aborted ? limit.signal.reason : thrown
    return { outcome: 'refused', sentence: asWarmkeyError(cause).sentence }
  } finally {
    limit.callOff()
  }
}

/** The gateway to ask, with a local key for it. */
export interface Way {
  readonly url: string
  readonly key: string
  readonly dialect: string
}

/** What was shown, with the answer that showed it; `null` where there is no free question. */
export interface Asked extends Tried {
  readonly answer: { readonly status: number; readonly headers: Headers; readonly text: string } | null
}

/** Asks what costs nothing, until something is shown. Rejects with what the network says, or the signal's reason. */
export async function askFree({ url, key, dialect }: Way, signal: AbortSignal): Promise<Asked> {
  let last: Asked = {
    outcome: 'unclear',
    sentence: `There is no request to "${dialect}" that costs nothing.`,
    answer: null,
  }
  for (const { method, path, body } of free[dialect] ?? []) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'anthropic-version': '2023-06-01',
        'content-type': 'application/json',
      },
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // `false` is the runtime's word for "not even the proxy of the environment"; its types know strings only.
      proxy: false as unknown as string,
    })
    const { status, headers } = response
    const text = await response.text()
    last = {
      ...judge(dialect, `${method} ${path.replace(/\?.*/, '')}`, status, text),
      answer: { status, headers, text },
    }
    if (last.outcome !== 'unclear') return last
  }
  return last
}

/** AWS knows who asks and does not let them list; invoking is another permission. */
const knownButDenied = /is not authorized to perform/

function judge(dialect: string, what: string, status: number, text: string): Tried {
  if (status >= 200 && status < 300)
    return { outcome: 'answered', sentence: `The API answered ${what} with ${status}.` }
  const said = dialectById(dialect)?.errorMessage(text) ?? ''
  const words = said === '' ? '' : ` and said: ${shortened(redact(said))}`
  const sentence = `The API answered ${what} with ${status}${words}`
  if (knownButDenied.test(said)) return { outcome: 'unclear', sentence: `AWS knows who asks. ${sentence}` }
  // 424 is our own word for what the gateway could not do, the reason included.
  if (status === 424) return { outcome: 'refused', sentence: inOwnWords(shortened(redact(said))) }
  if (status === 401 || status === 403 || status === 407) return { outcome: 'refused', sentence }
  return { outcome: 'unclear', sentence }
}

/** Without the name that our messages begin with where others show them. */
const inOwnWords = (text: string): string => text.replace(/^warmkey: (.?)/, (_, first: string) => first.toUpperCase())

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}

const tooLong = (): WarmkeyError =>
  new WarmkeyError('source-timeout', 'There was no answer within 90 s.', {
    remedy: 'Look at what the source waits for, and at the address of the API.',
  })
