import { expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { entryOf, fingerprint, type JournalEntry, journal } from './journal.ts'
import { parseHead } from './wire/request-head.ts'

const body = { bytes: Buffer.from('{}'), size: 2, sha256: createHash('sha256').update('{}').digest('hex') }
const about = { requestId: 'req_x', atMs: 5, connection: 1 }

function entry(...lines: string[]): JournalEntry {
  const head = parseHead(['POST /v1/messages HTTP/1.1', 'Host: h', ...lines].join('\r\n'))
  if (typeof head === 'string') throw new Error(head)
  return entryOf(head, body, about)
}

test('no credential is kept, in whatever header it came', () => {
  const secrets = ['sk-ant-test-bearer', 'sk-ant-test-key', 'basic-test', 'cookie-test', 'goog-test', 'azure-test']
  const seen = entry(
    `Authorization: Bearer ${secrets[0]}`,
    `X-Api-Key: ${secrets[1]}`,
    `Proxy-Authorization: Basic ${secrets[2]}`,
    `Cookie: ${secrets[3]}`,
    `x-goog-api-key: ${secrets[4]}`,
    `api-key: ${secrets[5]}`,
  )
  const text = JSON.stringify(seen)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(seen.credentials.map(({ header }) => header)).toEqual([
    'authorization',
    'x-api-key',
    'proxy-authorization',
    'cookie',
    'x-goog-api-key',
    'api-key',
  ])
})

test('a fingerprint is that of the value without its scheme', () => {
  const seen = entry('Authorization: Bearer token', 'X-Api-Key: token')
  expect(seen.credentials.map((one) => one.fingerprint)).toEqual([fingerprint('token'), fingerprint('token')])
  expect(fingerprint('token')).toBe(createHash('sha256').update('token').digest('hex').slice(0, 8))
})

test('header lines stay as they were sent, and repeated ones are joined in the record', () => {
  const seen = entry('X-Two: b', 'x-two: c', 'X-One: a')
  expect(seen.headerLines.slice(1)).toEqual([
    ['X-Two', 'b'],
    ['x-two', 'c'],
    ['X-One', 'a'],
  ])
  expect(seen.headers).toEqual({ host: 'h', 'x-two': 'b, c', 'x-one': 'a' })
})

test('who waits is told as soon as the condition holds: at once, or when an entry comes or changes', async () => {
  const log = journal()
  await log.when((seen) => seen.length === 0)
  const added = log.when((seen) => seen.length === 1)
  const answered = log.when((seen) => seen[0]?.status === 200)
  const one = entry()
  log.add(one)
  await added
  one.status = 200
  log.changed()
  await answered
  log.clear()
  expect(log.seen).toEqual([])
})

test('a condition that throws is told to the one who set it, and closing rejects the others', async () => {
  const log = journal()
  const first = log.when(() => {
    throw new Error('not so')
  })
  await expect(first).rejects.toThrow('not so')
  const second = log.when(() => false)
  log.close()
  await expect(second).rejects.toThrow('The emulator was closed while somebody waited for a request.')
})

test('of more entries than it may keep, the newest are kept', () => {
  const log = journal(2)
  for (const name of ['a', 'b', 'c']) log.add({ ...entry(), path: name })
  expect(log.seen.map(({ path }) => path)).toEqual(['b', 'c'])
})
