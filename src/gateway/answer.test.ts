import { describe, expect, test } from 'bun:test'
import { settle } from '../../test/kit/fake-clock.ts'
import { Secret } from '../secret.ts'
import { beginningOf, type FinalRefusal, passFailure, passOn, passRefusal, whenEnded } from './answer.ts'
import { messages } from './dialects/messages.ts'
import type { Peeked } from './peek.ts'
import type { Upstream } from './upstream.ts'

const json = { 'content-type': 'application/json' }
const claude = 'claude-cli/2.1.329 (external, cli)'
const upstream = { base: 'https://llm.corp.example/base', dialect: messages } as Upstream

function endless() {
  const cancelled: unknown[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const stream = new ReadableStream<Uint8Array>({
    start(its) {
      controller = its
    },
    cancel: (cause) => void cancelled.push(cause),
  })
  const its = () => {
    if (controller === null) throw new Error('not started')
    return controller
  }
  return {
    stream,
    cancelled,
    say: (text: string) => its().enqueue(Buffer.from(text)),
    cut: () => its().error(),
    end: () => its().close(),
  }
}

describe('an answer that passes', () => {
  test('is the runtime’s own where it is small and says what it is', () => {
    const response = new Response('{}', { headers: { ...json, 'content-length': '2' } })
    expect(passOn(response, 'e-1')).toBe(response)
    expect(response.headers.toJSON()).toEqual({ ...json, 'content-length': '2', 'x-warmkey-exchange': 'e-1' })
  })

  test.each<[string, Record<string, string>]>([
    ['large', { ...json, 'content-length': String(16 * 1024 + 1) }],
    ['of unknown length', { ...json }],
    ['silent about its type', { 'content-length': '2' }],
  ])('goes through a stream of ours where it is %s', async (_, headers) => {
    const response = new Response(Buffer.from('{}'), { status: 201, headers })
    const passed = passOn(response, 'e-1')
    expect(passed).not.toBe(response)
    expect(passed.status).toBe(201)
    expect(passed.headers.toJSON()).toEqual({ ...headers, 'x-warmkey-exchange': 'e-1' })
    expect(await passed.text()).toBe('{}')
  })

  test('without a body is the runtime’s own', () => {
    const response = new Response(null, { status: 304 })
    expect(passOn(response, 'e-1')).toBe(response)
  })
})

describe('a failure that was looked at', () => {
  const peeked = (body: Peeked['body']): Peeked => ({ text: '', body, discard: () => {} })

  test('keeps its status, headers and bytes', async () => {
    const headers = { ...json, 'content-encoding': 'gzip', 'retry-after': '3' }
    const passed = passFailure(new Response(null, { status: 429, headers }), peeked(new Uint8Array([1, 2])), 'e-1')
    expect([passed.status, passed.headers.toJSON()]).toEqual([429, { ...headers, 'x-warmkey-exchange': 'e-1' }])
    expect(await passed.bytes()).toEqual(new Uint8Array([1, 2]))
  })

  test.each<[string, Peeked['body']]>([
    ['bytes', new Uint8Array([1])],
    ['no bytes', new Uint8Array()],
    ['a stream', new Blob([new Uint8Array([1])]).stream()],
  ])('is given no content type that it did not have: %s', (_, body) => {
    const passed = passFailure(new Response(null, { status: 403 }), peeked(body), 'e-1')
    expect([...passed.headers.keys()]).toEqual(['x-warmkey-exchange'])
  })
})

describe('a refusal that is final', () => {
  const refusal = (over: Partial<FinalRefusal>, text: string, discarded: string[] = []): FinalRefusal => ({
    response: new Response(null, { status: 401, headers: { ...json, 'request-id': 'req_01' } }),
    peeked: { text, body: Buffer.from(text), discard: () => void discarded.push('discarded') },
    upstream,
    userAgent: claude,
    exchange: 'e-1',
    tried: null,
    remedy: null,
    ...over,
  })
  const said = async (response: Response) => ((await response.json()) as { error: { message: string } }).error.message

  test('passes untouched to a client that takes it for what it is', async () => {
    const passed = passRefusal(refusal({ userAgent: 'Anthropic/JS 1.11.0' }, '{"error":{"message":"No."}}'))
    expect([passed.status, await passed.text()]).toEqual([401, '{"error":{"message":"No."}}'])
    expect(passed.headers.get('x-warmkey-reason')).toBeNull()
  })

  test('reaches one that would misread it as a 424, in the upstream’s words, with what was tried and what to do', async () => {
    const discarded: string[] = []
    const passed = passRefusal(
      refusal(
        { tried: 'It was renewed.', remedy: 'Ask for access.' },
        '{"error":{"message":"invalid x-api-key"}}',
        discarded,
      ),
    )
    expect([passed.status, passed.headers.toJSON()]).toEqual([
      424,
      {
        ...json,
        'request-id': 'req_01',
        'x-warmkey-exchange': 'e-1',
        'x-warmkey-reason': 'renewal-did-not-cure',
        'x-warmkey-upstream-status': '401',
      },
    ])
    expect(await said(passed)).toBe('invalid API key header. It was renewed. Ask for access.')
    expect(discarded).toEqual(['discarded'])
  })

  test.each([
    ['{"error":{"message":"No."}}', 'No.'],
    ['Unauthorized', 'Unauthorized.'],
    ['<html><head><title>Sign in</title></head></html>', 'Sign in.'],
    ['', 'llm.corp.example refused the credential (401).'],
  ])('is worded from %s', async (text, wanted) => {
    const passed = passRefusal(refusal({}, text))
    expect(passed.headers.get('x-warmkey-reason')).toBe('denied')
    expect(await said(passed)).toBe(wanted)
  })

  test('does not repeat a credential that the upstream repeats', async () => {
    const secret = new Secret('corp-token-without-a-known-shape')
    const passed = passRefusal(refusal({}, JSON.stringify({ error: { message: `Key ${secret.open()} is unknown` } })))
    expect(await said(passed)).toBe('Key [secret] is unknown.')
  })
})

test.each([
  ['<TITLE lang="en">Sign\n in </TITLE>', 'Sign in'],
  ['<p>one</p><p>two</p>', 'one two'],
  ['x'.repeat(200), `${'x'.repeat(159)}…`],
  ['key sk-ant-api03-0123456789abcdef', 'key [secret]'],
  ['', ''],
])('the beginning of %j is %j', (text, wanted) => {
  expect(beginningOf(text)).toBe(wanted)
})

test('a page of 64 KiB of anything is cut down in no time that grows with it', () => {
  for (const filler of ['<', '<title', '<title>', '< ', '<a ', '>']) {
    expect(beginningOf(filler.repeat(65_536 / filler.length)).length).toBeLessThanOrEqual(160)
  }
})

describe('the end of an answer', () => {
  const never = new AbortController().signal
  const world = (signal = never) => {
    const source = endless()
    let ended = 0
    const watched = whenEnded(new Response(source.stream, { headers: json }), signal, () => {
      ended += 1
    })
    return { ...source, watched, ended: () => ended }
  }

  test('is told once, after the last byte', async () => {
    const { watched, say, end, ended } = world()
    say('a')
    const text = watched.text()
    await settle()
    expect(ended()).toBe(0)
    end()
    expect(await text).toBe('a')
    expect(ended()).toBe(1)
  })

  test('is told when it breaks, and it stays broken', async () => {
    const { watched, cut, ended } = world()
    const broke = watched.text().then(
      () => false,
      () => true,
    )
    cut()
    expect([await broke, ended()]).toEqual([true, 1])
  })

  test('is told when the reader lets go', async () => {
    const { watched, ended, cancelled } = world()
    await watched.body?.cancel('enough')
    expect([ended(), cancelled]).toEqual([1, ['enough']])
  })

  test('is told when the caller leaves, once', async () => {
    const caller = new AbortController()
    const { watched, ended } = world(caller.signal)
    caller.abort()
    expect(ended()).toBe(1)
    await watched.body?.cancel()
    expect(ended()).toBe(1)
  })

  test('is told at once where there is no body, or nobody to send it to', () => {
    const ended: string[] = []
    const bare = new Response(null, { status: 204 })
    expect(whenEnded(bare, never, () => ended.push('bare'))).toBe(bare)
    whenEnded(new Response('a'), AbortSignal.abort(), () => ended.push('gone'))
    expect(ended).toEqual(['bare', 'gone'])
  })
})
