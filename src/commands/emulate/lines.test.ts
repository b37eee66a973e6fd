import { expect, test } from 'bun:test'
import type { SeenRequest } from '../../../emulator/emulator.ts'
import { counted, emptyTally, requestLine, summaryLines } from './lines.ts'

const at = new Date(2026, 0, 2, 3, 4, 5).getTime()
const seen = (change: Partial<SeenRequest> = {}): SeenRequest => ({
  method: 'POST',
  path: '/v1/messages',
  headers: {},
  headerLines: [],
  credentials: [{ header: 'x-api-key', fingerprint: '3f2a91bc' }],
  bodyBytes: 2,
  bodySha256: '',
  model: 'claude-sonnet-5',
  status: 200,
  requestId: 'req_1',
  finished: true,
  atMs: at,
  connection: 1,
  ...change,
})
const both = [
  { header: 'authorization', fingerprint: '3f2a91bc' },
  { header: 'x-api-key', fingerprint: '91bc3f2a' },
]

test('a line says when, which status, which key, what and why not', () => {
  const line = (change: Partial<SeenRequest>) => requestLine(seen(change), 200)
  expect(line({})).toBe('03:04:05  200  3f2a91bc  POST /v1/messages')
  expect(line({ status: 403, refusal: 'Invalid Token' })).toBe(
    '03:04:05  403  3f2a91bc  POST /v1/messages  Invalid Token',
  )
  expect(line({ status: 401, credentials: [] })).toBe('03:04:05  401  none      POST /v1/messages')
  expect(line({ credentials: both })).toContain('  3f2a91bc+91bc3f2a  ')
  expect(line({ credentials: both.map((one) => ({ ...one, fingerprint: 'aa' })) })).toContain('  aa        ')
  expect(line({ status: null })).toBe('03:04:05  ---  3f2a91bc  POST /v1/messages  cut on purpose')
  expect(line({ aborted: true, finished: false })).toEndWith('the client went away')
  expect(line({ method: '', path: '', status: 400, malformed: 'too long', credentials: [] })).toBe(
    '03:04:05  400  none      no HTTP request  too long',
  )
})

test('a line keeps to its width, and a client cannot send commands to the terminal', () => {
  expect(requestLine(seen({ path: `/${'x'.repeat(300)}` }), 80)).toHaveLength(80)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(requestLine(seen({ path: '/\x1b[2J\x07\x9b', refusal: 'a\r\nb' }), 80)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/)
})

test('the summary counts what was answered, refused and broken off, and by key', () => {
  const tally = [
    seen(),
    seen({ status: 403 }),
    seen({ status: 529, credentials: [] }),
    seen({ status: 403 }),
    seen({ status: null }),
    seen({ aborted: true }),
  ].reduce(counted, emptyTally)
  expect(tally).toEqual({
    requests: 6,
    answered: 1,
    refused: { '403': 2, '529': 1 },
    brokenOff: 2,
    byKey: { '3f2a91bc': 5, none: 1 },
  })
  expect(summaryLines(tally)).toEqual([
    '6 requests: 1 answered, 3 refused (2 with 403, 1 with 529), 2 broken off.',
    'By key: 3f2a91bc 5, none 1.',
  ])
  expect(summaryLines(counted(emptyTally, seen()))).toEqual(['1 request: 1 answered.', 'By key: 3f2a91bc 1.'])
  expect(summaryLines(emptyTally)).toEqual(['No request came.'])
})
