import { describe, expect, test } from 'bun:test'
import { UnsecuredJWT } from 'jose'
import { jwtEndMs, lifeMs, withJwtEnd } from './life.ts'

const nowMs = Date.UTC(2026, 0, 1)
const inSeconds = Math.floor(nowMs / 1_000)
const jwt = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode()

describe('the end that a JSON Web Token tells', () => {
  test('is its exp', () => {
    expect(jwtEndMs(jwt({ sub: 'x', exp: inSeconds }))).toBe(nowMs)
    expect(jwtEndMs(jwt({ exp: inSeconds + 0.5 }))).toBe(nowMs + 500)
  })
  test.each([
    ['without exp', jwt({ sub: 'x' })],
    ['with an exp that is text', jwt({ exp: '2026' })],
    ['with an exp of zero', jwt({ exp: 0 })],
    ['cut off', jwt({ exp: inSeconds }).slice(0, -12)],
    ['of five parts', `${jwt({ exp: inSeconds })}..`],
    ['that only begins like one', 'eyJhbGciOiJub25lIn0'],
    ['that is a plain key', 'sk-000'],
    ['that is nothing', ''],
  ])('is unknown of one %s', (_, text) => expect(jwtEndMs(text)).toBeNull())

  test('counts beside the other hints', () => {
    const key = jwt({ exp: inSeconds + 60 })
    expect(withJwtEnd(key)).toEqual({ expiresAtMs: nowMs + 60_000 })
    expect(withJwtEnd(key, { expiresAtMs: nowMs, expiresInMs: 5 })).toEqual({ expiresAtMs: nowMs, expiresInMs: 5 })
    expect(withJwtEnd(key, { expiresAtMs: nowMs + 90_000 })).toEqual({ expiresAtMs: nowMs + 60_000 })
    expect(withJwtEnd('plain', { expiresInMs: 5 })).toEqual({ expiresInMs: 5 })
  })
})

describe('the life is the smallest of all hints', () => {
  const basis = { nowMs, skewMs: 0, ttlMs: null }
  test.each([
    ['none', {}, null, Number.POSITIVE_INFINITY],
    ['an absolute end', { expiresAtMs: nowMs + 10 }, null, 10],
    ['a life', { expiresInMs: 20 }, null, 20],
    ['a ttl', {}, 30, 30],
    ['all three', { expiresAtMs: nowMs + 10, expiresInMs: 20 }, 30, 10],
    ['an end that is past', { expiresAtMs: nowMs - 10, expiresInMs: 20 }, 30, -10],
    ['hints that are no numbers', { expiresAtMs: Number.NaN, expiresInMs: Number.POSITIVE_INFINITY }, 30, 30],
  ])('%s', (_, hints, ttlMs, life) => expect(lifeMs(hints, { ...basis, ttlMs })).toBe(life))

  test('an upstream whose clock is ahead ends it sooner, and leaves relative hints alone', () => {
    expect(lifeMs({ expiresAtMs: nowMs + 100 }, { ...basis, skewMs: 30 })).toBe(70)
    expect(lifeMs({ expiresInMs: 100 }, { ...basis, skewMs: 30 })).toBe(100)
  })
})
