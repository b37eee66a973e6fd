import { WarmkeyError } from '../errors.ts'
import { beginningOf } from './answer.ts'
import type { Peeked } from './peek.ts'
import type { Upstream } from './upstream.ts'

/** The reasons for which an exchange ends in our words; each is one error with one remedy. */

export function notAnApi(
  code: 'upstream-not-an-api' | 'upstream-redirects',
  response: Response,
  peeked: Peeked,
  upstream: Upstream,
): WarmkeyError {
  const { host } = new URL(upstream.base)
  if (code === 'upstream-redirects') {
    const to = hostOf(response.headers.get('location'), upstream.base)
    return new WarmkeyError(
      code,
      `warmkey: ${host} answers with a redirect to ${to} (${response.status}) instead of the API.`,
      {
        remedy:
          'Sign in to the proxy or VPN in front of it, or correct the address in `upstream.url`; a credential never follows a redirect.',
      },
    )
  }
  const title = beginningOf(peeked.text)
  const page = title === '' ? 'a web page' : `a web page (“${title}”)`
  return new WarmkeyError(code, `warmkey: ${host} answers with ${page} instead of the API.`, {
    remedy:
      'This is the sign-in page of a proxy, a captive portal or a console: sign in there with a browser, or correct `upstream.url`.',
  })
}

function hostOf(location: string | null, base: string): string {
  try {
    return new URL(location ?? '', base).host
  } catch {
    return 'an address that cannot be read'
  }
}

export const tooSlow = (upstream: Upstream): WarmkeyError =>
  new WarmkeyError(
    'source-timeout',
    `warmkey: ${upstream.keeper.source.origin} takes too long to give a new credential.`,
    {
      remedy: 'It goes on in the background: send the prompt again in a moment, and see what the source waits for.',
    },
  )

export const limited = (upstream: Upstream): WarmkeyError =>
  new WarmkeyError(
    'limited',
    `warmkey: ${new URL(upstream.base).host} is over its rate limit for longer than a request can wait.`,
    {
      remedy: 'Send the request again after the time in retry-after.',
    },
  )

export const ambiguous = (because: string): WarmkeyError =>
  new WarmkeyError(
    'request-ambiguous',
    `warmkey: the request was not sent, because ${because}, and the profile renames models.`,
    {
      remedy: 'Send the model once, as a plain string, in an uncompressed body.',
      transient: false,
    },
  )

/** A signature is made over the whole body, so one that could not be held cannot be signed. */
export const unsignable = (because: 'body-too-large' | 'memory-full'): WarmkeyError =>
  because === 'body-too-large'
    ? new WarmkeyError('body-too-large', 'warmkey: the request is larger than what can be held and signed (32 MB).', {
        remedy: 'Send less at once; Bedrock itself takes 25 MB at most.',
        transient: false,
      })
    : new WarmkeyError('limited', 'warmkey: too many large requests are held at this moment to sign another one.', {
        remedy: 'Send the request again after the time in retry-after.',
      })
