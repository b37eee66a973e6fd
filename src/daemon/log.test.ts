import { expect, test } from 'bun:test'
import { statSync, symlinkSync } from 'node:fs'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { openLog } from './log.ts'

test('a line of JSON each, of mode 0600', () => {
  using scratch = makeScratch()
  const log = openLog(scratch.path('log'), createFakeClock())
  log.write({ type: 'started', pid: 7 })
  log.write({ type: 'ended' })
  expect(scratch.read('log')).toBe(
    '{"at":"2026-01-01T00:00:00.000Z","type":"started","pid":7}\n{"at":"2026-01-01T00:00:00.000Z","type":"ended"}\n',
  )
  expect(statSync(scratch.path('log')).mode & 0o777).toBe(0o600)
})

test('what looks like a key does not get in', () => {
  using scratch = makeScratch()
  openLog(scratch.path('log'), createFakeClock()).write({
    said: 'Bearer abcdefgh12345678 and sk-ant-api03-abcdefghijklmnop',
  })
  expect(scratch.read('log')).toContain('"said":"Bearer [secret] and [secret]"')
})

test('a long one makes room, and one older is kept', () => {
  using scratch = makeScratch()
  scratch.write('log', 'x'.repeat(1024 * 1024 + 1))
  openLog(scratch.path('log'), createFakeClock()).write({ type: 'new' })
  expect([scratch.read('log').split('\n').length, scratch.read('log.1').length]).toEqual([2, 1024 * 1024 + 1])
})

test('a symbolic link is not written through, and a place that cannot be written stops nobody', () => {
  using scratch = makeScratch()
  scratch.write('precious', 'mine')
  symlinkSync(scratch.path('precious'), scratch.path('log'))
  openLog(scratch.path('log'), createFakeClock()).write({ type: 'x' })
  openLog(scratch.path('none/log'), createFakeClock()).write({ type: 'x' })
  expect(scratch.read('precious')).toBe('mine')
})
