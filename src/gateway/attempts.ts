import type { Credential } from '../credential/credential.ts'
import { passOn } from './answer.ts'
import { authorize, authorizeSigned } from './authorize.ts'
import { carryOut, type Tried } from './carry-out.ts'
import { forwardable } from './headers.ts'
import { look, passesUnread } from './look.ts'
import type { ExchangeDeps, Ready } from './ready.ts'
import { unsignable } from './stops.ts'
import { send } from './upstream.ts'

/** Sends the request until there is an answer for the client: once, and once more for each refusal that was cured. */
export async function attempts(ready: Ready, deps: ExchangeDeps): Promise<Response> {
  const { request, upstream, id, target, held, poured, startedMs } = ready
  const { clock, announce } = deps
  const { method, signal } = request
  const headers = forwardable(request.headers)
  const base = upstream.dialect.baseFor?.(upstream.base, ready.path) ?? upstream.base
  const body = held.kind === 'bytes' ? held.bytes : held.kind === 'stream' ? held.stream : undefined
  for (const name in upstream.extra) if (!headers.has(name)) headers.set(name, upstream.extra[name] ?? '')
  const got = upstream.keeper.get(signal)
  let credential = got instanceof Promise ? await got : got
  const tried: Tried = { waited: false, renewed: false }

  for (let number = 1; ; number++) {
    if (upstream.signing === undefined) authorize(headers, credential, upstream.header)
    else await sign({ ready, base, headers }, credential, clock.nowMs())
    announce?.({ type: 'attempt', exchange: id, number, credential: credential.id })
    const response = await send(upstream, { method, base, target, headers, body, poured, signal }, clock)
    const { status } = response
    ready.seen.status = status
    announce?.({ type: 'answer', exchange: id, number, status, elapsedMs: clock.monotonicMs() - startedMs })
    if (passesUnread(response, ready)) {
      if (status < 400) {
        upstream.keeper.worked()
        upstream.skew?.observe(response.headers.get('date'), true)
      }
      if (tried.renewed) announce?.({ type: 'cured', exchange: id, credential: credential.id })
      return passOn(response, id, ready.ending)
    }
    const looked = await look(response, ready, credential, deps)
    signal.throwIfAborted()
    const next = await carryOut(looked, credential, tried, ready, deps)
    if ('answer' in next) return next.answer
    credential = next.credential
  }
}

/** Puts the signature of this attempt on it; AWS signs what is sent, so a body that is not held cannot be. */
function sign(
  { ready, base, headers }: { readonly ready: Ready; readonly base: string; readonly headers: Headers },
  credential: Credential,
  nowMs: number,
): Promise<void> | void {
  const { upstream, request, held, target } = ready
  if (upstream.signing === undefined) return
  if (held.kind === 'stream' && credential.kind === 'aws') throw unsignable(held.because)
  const body = held.kind === 'bytes' ? held.bytes : undefined
  const toSign = { method: request.method, url: new URL(base + target), headers, body }
  return authorizeSigned(toSign, credential, upstream.header, upstream.signing, nowMs)
}
