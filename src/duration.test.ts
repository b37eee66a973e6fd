import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { z } from 'zod'
import { durationMs, durationSchema, formatDuration, parseDurationMs, sayDuration } from './duration.ts'

test.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['2d', 172_800_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['0s', 0],
])('%s is %d ms', (text, ms) => expect(parseDurationMs(text)).toBe(ms))

test.each(['', '90', 's', '-1s', '1 h', '1h ', '1H', '1e3s', '.5s', '1w', '1h-5m', `${'9'.repeat(400)}s`, '٣s'])(
  '"%s" is none',
  (text) => expect(parseDurationMs(text)).toBeNull(),
)

test('no duration is no duration', () => expect(durationMs(undefined)).toBeNull())

test('what is formatted reads as the same', () => {
  fc.assert(fc.property(fc.nat(1e12), (ms) => expect(parseDurationMs(formatDuration(ms))).toBe(ms)))
})

test.each([
  [0, 'less than a second'],
  [999, 'less than a second'],
  [40_000, '40 s'],
  [-7_500_000, '2 h 5 min'],
  [90_061_000, '1 d 1 h'],
])('%d ms is said as %s', (ms, said) => expect(sayDuration(ms)).toBe(said))

describe('in the configuration', () => {
  const schema = durationSchema({ minMs: 1_000, maxMs: 3_600_000 })
  const message = (value: unknown) => schema.safeParse(value).error?.issues[0]?.message

  test.each(['1s', '1h', '59m60s'])('%s is within the bounds', (text) => expect(schema.parse(text)).toBe(text))

  test.each([
    ['90', '"90" has no unit; write for example "90s" or "90m"'],
    ['soon', '"soon" is no duration; write for example "90s", "5m" or "1h30m"'],
    ['999ms', '"999ms" is shorter than 1s, the least there is'],
    ['2h', '"2h" is longer than 1h, the most there is'],
    [90, 'a duration is a string with a unit, such as "90s", not number'],
  ])('%p is refused with the fact', (value, said) => expect(message(value)).toBe(said))

  test('becomes a JSON Schema', () => expect(z.toJSONSchema(schema)).toMatchObject({ type: 'string' }))
})
