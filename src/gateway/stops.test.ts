import { expect, test } from 'bun:test'
import { scriptedSource } from '../../test/kit/scripted-source.ts'
import type { Peeked } from './peek.ts'
import { ambiguous, limited, notAnApi, tooSlow } from './stops.ts'
import type { Upstream } from './upstream.ts'

const upstream = {
  base: 'https://llm.corp.example:8443/base',
  keeper: { source: scriptedSource({ origin: 'command ~/bin/mint-key' }) },
} as unknown as Upstream
const peeked = (text: string): Peeked => ({ text, body: new Uint8Array(), discard: () => {} })
const redirect = (location: string | null) =>
  notAnApi(
    'upstream-redirects',
    new Response(null, { status: 302, headers: location === null ? {} : { location } }),
    peeked(''),
    upstream,
  ).message

test('a page is named by its title, without what looks like a secret', () => {
  const page = (text: string) => notAnApi('upstream-not-an-api', new Response(), peeked(text), upstream).message
  expect(page('<title>Sign in to Corp</title>')).toBe(
    'warmkey: llm.corp.example:8443 answers with a web page (“Sign in to Corp”) instead of the API.',
  )
  expect(page('')).toBe('warmkey: llm.corp.example:8443 answers with a web page instead of the API.')
  expect(page('<title>sk-ant-api03-0123456789abcdef</title>')).toContain('(“[secret]”)')
})

test('a redirect is named by its host alone', () => {
  const to = (place: string) =>
    `warmkey: llm.corp.example:8443 answers with a redirect to ${place} (302) instead of the API.`
  expect(redirect('https://login.example/path?token=secret')).toBe(to('login.example'))
  expect(redirect('https://user:secret@login.example/')).toBe(to('login.example'))
  expect(redirect('/login')).toBe(to('llm.corp.example:8443'))
  expect(redirect('https://')).toBe(to('an address that cannot be read'))
})

test('every stop names the thing, the fact and the next step', () => {
  expect(
    [tooSlow(upstream), limited(upstream), ambiguous('it is odd')].map(({ code, sentence }) => [code, sentence]),
  ).toEqual([
    [
      'source-timeout',
      'warmkey: command ~/bin/mint-key takes too long to give a new credential. It goes on in the background: send the prompt again in a moment, and see what the source waits for.',
    ],
    [
      'limited',
      'warmkey: llm.corp.example:8443 is over its rate limit for longer than a request can wait. Send the request again after the time in retry-after.',
    ],
    [
      'request-ambiguous',
      'warmkey: the request was not sent, because it is odd, and the profile renames models. Send the model once, as a plain string, in an uncompressed body.',
    ],
  ])
})
