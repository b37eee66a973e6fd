import { expect, test } from 'bun:test'
import { crc32 } from 'node:zlib'
import { eventFrame, exceptionFrame, padding } from './frames.ts'

/** A frame taken apart by hand: lengths, checksums, the rest. */
function apart(frame: Uint8Array) {
  const bytes = Buffer.from(frame)
  return {
    length: bytes.readUInt32BE(0) === bytes.length,
    prelude: bytes.readUInt32BE(8) === crc32(bytes.subarray(0, 8)),
    whole: bytes.readUInt32BE(bytes.length - 4) === crc32(bytes.subarray(0, -4)),
    headers: bytes.toString('latin1', 12, 12 + bytes.readUInt32BE(4)),
    payload: JSON.parse(bytes.toString('utf8', 12 + bytes.readUInt32BE(4), bytes.length - 4)),
  }
}

test('an event has its lengths, its checksums and its three headers', () => {
  const { headers, ...rest } = apart(eventFrame('chunk', { bytes: 'e30=', p: padding(3) }))
  expect(rest).toEqual({ length: true, prelude: true, whole: true, payload: { bytes: 'e30=', p: 'abc' } })
  for (const part of [':event-type', 'chunk', ':content-type', 'application/json', ':message-type', 'event'])
    expect(headers).toContain(part)
})

test('an exception says so in its headers', () => {
  const { headers, payload } = apart(exceptionFrame('throttlingException', 'Slow down.'))
  expect(headers).toContain('throttlingException')
  expect(headers).toContain('exception')
  expect(payload).toEqual({ message: 'Slow down.' })
})
