import { describe, expect, test } from 'bun:test'
import { type AcceptOptions, credentials } from './credentials.ts'
import { manualClock } from './manual-clock.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const apiKey = (token: string) => ({ 'x-api-key': token })

function known(options?: AcceptOptions) {
  const clock = manualClock()
  const held = credentials(() => clock.nowMs())
  held.accept('one', options)
  const standing = (headers: Record<string, string>) => held.standing(headers).kind
  return { clock, held, standing }
}

test('without a life, a credential is accepted for ever, in either header', () => {
  const { clock, standing } = known()
  clock.advance(1e12)
  expect([standing(bearer('one')), standing(apiKey('one')), standing({ authorization: 'bearer one' })]).toEqual([
    'accepted',
    'accepted',
    'accepted',
  ])
})

test('it dies at the end of its life, to the millisecond, and accepting it again begins a new one', () => {
  const { clock, held, standing } = known({ lifeMs: 1000 })
  clock.advance(999)
  expect(standing(bearer('one'))).toBe('accepted')
  clock.advance(1)
  expect(standing(bearer('one'))).toBe('expired')
  held.accept('one', { lifeMs: 1 })
  expect(standing(bearer('one'))).toBe('accepted')
})

test('it can be expired, revoked and forgotten', () => {
  const { held, standing } = known()
  held.expire('one')
  expect(standing(bearer('one'))).toBe('expired')
  held.revoke('one')
  expect(standing(bearer('one'))).toBe('revoked')
  held.forget('one')
  expect(standing(bearer('one'))).toBe('unknown')
})

test('what was never accepted cannot be expired, revoked or rotated', () => {
  const { held } = known()
  for (const act of [() => held.expire('two'), () => held.revoke('two'), () => held.rotate('two', 'three', 0)]) {
    expect(act).toThrow('The emulator does not know this credential')
  }
})

describe('rotation', () => {
  test('both are valid during the overlap, then the next alone', () => {
    const { clock, held, standing } = known({ header: 'bearer' })
    held.rotate('one', 'two', 500)
    clock.advance(499)
    expect([standing(bearer('one')), standing(bearer('two'))]).toEqual(['accepted', 'accepted'])
    clock.advance(1)
    expect([standing(bearer('one')), standing(bearer('two'))]).toEqual(['expired', 'accepted'])
    expect(standing(apiKey('two'))).toBe('unknown')
  })

  test('an overlap does not lengthen the life of the previous one', () => {
    const { clock, held, standing } = known({ lifeMs: 100 })
    held.rotate('one', 'two', 500)
    clock.advance(100)
    expect([standing(bearer('one')), standing(bearer('two'))]).toEqual(['expired', 'expired'])
  })
})

test.each<[string, AcceptOptions, Record<string, string>, string]>([
  ['no credential', {}, {}, 'none'],
  ['another token', {}, bearer('two'), 'unknown'],
  ['another scheme', {}, { authorization: 'Basic one' }, 'unknown'],
  ['a token with a blank in it', {}, { authorization: 'Bearer one two' }, 'unknown'],
  ['two Authorization headers', {}, { authorization: 'Bearer one, Bearer one' }, 'unknown'],
  ['two that differ', {}, { ...bearer('one'), ...apiKey('two') }, 'two'],
  ['the same in both', {}, { ...bearer('one'), ...apiKey('one') }, 'accepted'],
  ['the wrong header', { header: 'bearer' }, apiKey('one'), 'unknown'],
  ['the right header', { header: 'api-key' }, apiKey('one'), 'accepted'],
  ['both, of which one is right', { header: 'api-key' }, { ...bearer('one'), ...apiKey('one') }, 'accepted'],
  ['no beta', { beta: 'oauth-2025-04-20' }, bearer('one'), 'beta-missing'],
  ['another beta', { beta: 'oauth-2025-04-20' }, { ...bearer('one'), 'anthropic-beta': 'x' }, 'beta-missing'],
  ['its beta', { beta: 'oauth-2025-04-20' }, { ...bearer('one'), 'anthropic-beta': 'x, oauth-2025-04-20' }, 'accepted'],
])('%s', (_, options, headers, kind) => {
  expect(String(known(options).standing(headers))).toBe(kind)
})

test('an unknown one tells which header it came in, an accepted one what it may use', () => {
  const { held } = known({ permissions: { models: ['claude-haiku-4-5'] } })
  expect(held.standing(apiKey('two'))).toEqual({ kind: 'unknown', header: 'api-key' })
  expect(held.standing(bearer('two'))).toEqual({ kind: 'unknown', header: 'bearer' })
  const standing = held.standing(bearer('one'))
  if (standing.kind !== 'accepted') throw new Error(standing.kind)
  expect([standing.mayUse('claude-haiku-4-5'), standing.mayUse('claude-sonnet-5')]).toEqual([true, false])
})
