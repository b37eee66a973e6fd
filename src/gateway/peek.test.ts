import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { createFakeClock, settle } from '../../test/kit/fake-clock.ts'
import { decodeBeginning, type Peeked, peek } from './peek.ts'

const kib = 1024
const words = '{"error":{"message":"token expired"}}'
/** Text that does not compress, so that a part of it is a part of the compressed one as well. */
const long =
  words +
  createHash('shake256', { outputLength: 100 * kib })
    .update('seed')
    .digest('hex')

/** As a server does it on the way: the default is for files that are compressed once. */
const brotli = (bytes: Uint8Array | string) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })

const encodings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotli],
  ['zstd', zstdCompressSync],
] as const

describe('the text of a beginning', () => {
  test.each(encodings)('is read through %s', (encoding, compress) => {
    expect(decodeBeginning(compress(words), encoding)).toBe(words)
    expect(decodeBeginning(compress(words), ` ${encoding.toUpperCase()} `)).toBe(words)
  })

  test.each(encodings.slice(0, 5))('is read from the beginning of %s', (encoding, compress) => {
    const cut = compress(long).subarray(0, 20 * kib)
    expect(decodeBeginning(cut, encoding)).toStartWith(words)
    expect(long).toStartWith(decodeBeginning(cut, encoding))
  })

  test.each(encodings)('ends at 64 KiB, however much %s holds', (encoding, compress) => {
    expect(decodeBeginning(compress(long), encoding)).toBe(long.slice(0, 64 * kib))
  })

  test.each(encodings)('is empty when %s is a bomb', (encoding, compress) => {
    const bomb = compress(Buffer.alloc(8 * kib * kib)).subarray(0, 64 * kib)
    expect(decodeBeginning(bomb, encoding)).toBe('')
  })

  test.each([
    ['gzip', Buffer.from('no gzip at all')],
    ['deflate', Buffer.from([0xff, 0xff, 0xff])],
    ['br', Buffer.from('no brotli at all')],
    ['zstd', Buffer.from('no zstd at all')],
    ['compress', Buffer.from('x')],
    ['gzip, br', gzipSync(words)],
  ])('is empty when the bytes are not what %s says', (encoding, bytes) => {
    expect(decodeBeginning(bytes, encoding)).toBe('')
  })

  test('is what it is without an encoding', () => {
    for (const encoding of [null, '', 'identity']) expect(decodeBeginning(Buffer.from(words), encoding)).toBe(words)
    expect(decodeBeginning(Buffer.from([0x61, 0xff, 0x62]), null)).toBe('a\u{fffd}b')
  })

  test('never throws, whatever the bytes and whatever they are called', () => {
    const encoding = fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'identity', 'gzip ')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), encoding, (bytes, named) => {
        expect(typeof decodeBeginning(bytes, named)).toBe('string')
      }),
    )
  })
})

/** An answer whose body is in the test's hands. */
function answer(headers: Record<string, string> = {}) {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const cancelled: unknown[] = []
  const body = new ReadableStream<Uint8Array>({
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
    response: new Response(body, { status: 403, headers }),
    cancelled,
    say: (text: string | Uint8Array) => its().enqueue(typeof text === 'string' ? Buffer.from(text) : text),
    end: () => its().close(),
    cut: () => its().error(new Error('reset')),
  }
}

/** Everything that goes on to the caller, and whether it ended in order. */
async function rest({ body }: Peeked): Promise<{ text: string; whole: boolean }> {
  if (body instanceof Uint8Array) return { text: Buffer.from(body).toString(), whole: true }
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value)
  } catch {
    return { text: Buffer.concat(parts).toString(), whole: false }
  }
  return { text: Buffer.concat(parts).toString(), whole: true }
}

describe('a body', () => {
  test('that is short is read as a whole and stays the same bytes', async () => {
    const { response, say, end } = answer({ 'content-encoding': 'gzip' })
    const bytes = gzipSync(words)
    say(bytes.subarray(0, 5))
    say(bytes.subarray(5))
    end()
    const clock = createFakeClock()
    const peeked = await peek(response, clock)
    expect(peeked.text).toBe(words)
    expect(peeked.body).toEqual(new Uint8Array(bytes))
    expect(clock.timers).toBe(0)
  })

  test('that is not there has no text', async () => {
    const peeked = await peek(new Response(null, { status: 403 }), createFakeClock())
    expect([peeked.text, peeked.body]).toEqual(['', new Uint8Array()])
    peeked.discard()
  })

  test('that is long is read up to 64 KiB, and every byte goes on', async () => {
    const { response, say, end } = answer()
    const chunk = 'x'.repeat(10 * kib)
    for (let count = 0; count < 7; count++) say(chunk)
    const peeked = await peek(response, createFakeClock())
    expect(peeked.text).toHaveLength(64 * kib)
    say('the end')
    end()
    expect(await rest(peeked)).toEqual({ text: `${chunk.repeat(7)}the end`, whole: true })
  })

  test('that comes slowly is waited for 2 s, and every byte goes on', async () => {
    const clock = createFakeClock()
    const { response, say, end } = answer()
    say('token ')
    const peeking = peek(response, clock)
    const done: boolean[] = []
    void peeking.then(() => done.push(true))
    await clock.advance(1_999)
    expect(done).toEqual([])
    await clock.advance(1)
    const peeked = await peeking
    expect(peeked.text).toBe('token ')
    say('expired')
    end()
    expect(await rest(peeked)).toEqual({ text: 'token expired', whole: true })
  })

  test('that breaks is judged by what came, and goes on broken', async () => {
    const { response, say, cut } = answer()
    say('token expired')
    const peeking = peek(response, createFakeClock())
    await settle()
    cut()
    const peeked = await peeking
    expect(peeked.text).toBe('token expired')
    expect(await rest(peeked)).toEqual({ text: 'token expired', whole: false })
    peeked.discard()
  })

  test('that breaks later, behind what was looked at, goes on broken', async () => {
    const { response, say, cut } = answer()
    say('x'.repeat(64 * kib))
    const peeked = await peek(response, createFakeClock())
    say('more')
    const reading = rest(peeked)
    await settle()
    cut()
    expect(await reading).toEqual({ text: `${'x'.repeat(64 * kib)}more`, whole: false })
  })

  test('that is thrown away ends its transfer', async () => {
    const { response, say, cancelled } = answer()
    say('x'.repeat(64 * kib))
    const peeked = await peek(response, createFakeClock())
    peeked.discard()
    await settle()
    expect(cancelled).toHaveLength(1)
  })

  test('that is thrown away while it is still awaited ends its transfer', async () => {
    const clock = createFakeClock()
    const { response, cancelled } = answer()
    const peeking = peek(response, clock)
    await clock.advance(2_000)
    const peeked = await peeking
    expect(peeked.text).toBe('')
    peeked.discard()
    await settle()
    expect(cancelled).toHaveLength(1)
  })
})
