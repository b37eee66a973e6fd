import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type RequestReader, requestReader } from './request-reader.ts'

/** What a reader says of these pieces, one line an event; each request is followed at once by the next. */
function read(pieces: readonly Uint8Array[]): string[] {
  const said: string[] = []
  let body = ''
  const reader: RequestReader = requestReader({
    head: (head) => said.push(`${head.method} ${head.target}`),
    body: (bytes) => {
      body += Buffer.from(bytes).toString('latin1')
    },
    end: () => {
      said.push(`body ${body}`)
      body = ''
      resume()
    },
    broken: (why) => said.push(`broken: ${why}`),
  })
  // From within `end`, as a listener does that answers at once.
  const resume = () => reader.resume()
  for (const piece of pieces) reader.push(piece)
  return said
}

const stream = Buffer.from(
  [
    'POST /one HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello',
    '\r\nPOST /two HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwor\r\n2;x=y\r\nld\r\n0\r\nTrailer: t\r\n\r\n',
    'GET /three HTTP/1.1\r\nHost: h\r\n\r\n',
  ].join(''),
  'latin1',
)
const said = ['POST /one', 'body hello', 'POST /two', 'body world', 'GET /three', 'body ']

test('requests are the same however the bytes are cut', () => {
  expect(read([stream])).toEqual(said)
  expect(read([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(said)
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const pieces = at.slice(1).map((end, index) => stream.subarray(at[index], end))
      expect(read(pieces)).toEqual(said)
    }),
    { numRuns: 100 },
  )
})

test('what is kept does not change with the buffer it came in', () => {
  const heads: string[] = []
  const reader = requestReader({ head: ({ target }) => heads.push(target), body() {}, end() {}, broken() {} })
  const buffer = Buffer.from('GET /kept HTTP/1.1\r\nHo')
  reader.push(buffer)
  buffer.fill(0)
  reader.push(Buffer.from('st: h\r\n\r\n'))
  expect(heads).toEqual(['/kept'])
})

test('the next request waits until the last one is answered', () => {
  const heads: string[] = []
  const reader = requestReader({ head: ({ target }) => heads.push(target), body() {}, end() {}, broken() {} })
  reader.push(Buffer.from('GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n'))
  expect(heads).toEqual(['/a'])
  reader.resume()
  expect(heads).toEqual(['/a', '/b'])
})

const chunkedHead = 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n'
test.each([
  [`${chunkedHead}x\r\n`, 'a chunk size is not a number'],
  [`${chunkedHead}-1\r\n`, 'a chunk size is not a number'],
  [`${chunkedHead}1\r\nabc`, 'a chunk is longer than its size says'],
  ['hello\r\n\r\n', 'the request line is malformed'],
])('%j is refused', (text, why) => {
  expect(read([Buffer.from(text)]).at(-1)).toBe(`broken: ${why}`)
})

test('neither a head nor a chunk size grows without end', () => {
  expect(read([Buffer.from(`${chunkedHead}${'1'.repeat(5000)}`)]).at(-1)).toBe('broken: a line is too long')
  expect(read([Buffer.from(`GET /${'a'.repeat(300_000)}`)])).toEqual(['broken: the head is too long'])
})
