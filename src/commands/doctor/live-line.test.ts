import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { createLiveLine } from './live-line.ts'

const check = (id: string, title: string) => ({ id, title })

test('what is still running is named, with the seconds, in one row, and erased', async () => {
  const clock = createFakeClock()
  const written: string[] = []
  const line = createLiveLine((text) => written.push(text), 50, clock)
  line.started(check('a', 'The helper prints one key'))
  line.started(check('b', 'IPv4 and IPv6 both answer'))
  await clock.advance(300)
  expect(written).toEqual(['\r\u001b[K0 s  still looking: the helper prints one key, I…'])
  expect(written[0]?.replace('\r\u001b[K', '').length).toBe(49)
  line.ended('a')
  await clock.advance(1000)
  expect(written.at(-1)).toBe('\r\u001b[K1 s  still looking: IPv4 and IPv6 both answer')
  line.erase()
  expect(written.at(-1)).toBe('\r\u001b[K')
  const before = written.length
  line.started(check('c', 'More'))
  await clock.advance(1000)
  expect([written.length, clock.timers]).toEqual([before, 0])
})

test('what is quick is never drawn', async () => {
  const clock = createFakeClock()
  const written: string[] = []
  const line = createLiveLine((text) => written.push(text), 80, clock)
  line.started(check('a', 'The clock is right'))
  await clock.advance(200)
  line.ended('a')
  line.erase()
  expect(written).toEqual([])
})
