import { describe, expect, test } from 'bun:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { redact, Secret } from './secret.ts'

const value = 'fake-value-with-"quotes"-and-0123456789'

describe('a Secret', () => {
  const secret = new Secret(value)

  test('shows nothing of itself, however it is shown', () => {
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: [secret] }),
      Object.keys(secret).join(),
      JSON.stringify({ ...secret }),
      `${new Error(String(secret))}`,
    ]
    for (const text of shown) expect(text).not.toContain('fake-value')
    expect(Bun.inspect(secret)).not.toContain('fake-value')
  })

  test('opens to exactly its value', () => {
    fc.assert(fc.property(fc.string(), (text) => new Secret(text).open() === text))
  })

  test('is told apart by a fingerprint that is stable and short', () => {
    expect(secret.fingerprint).toMatch(/^[0-9a-f]{8}$/)
    expect(new Secret(value).fingerprint).toBe(secret.fingerprint)
    expect(new Secret(`${value}x`).fingerprint).not.toBe(secret.fingerprint)
    expect(secret.equals(new Secret(value))).toBe(true)
    expect(secret.equals(new Secret(`${value}x`))).toBe(false)
  })
})

describe('redact', () => {
  test('removes every live secret, whatever it looks like', () => {
    const held = new Secret('plain words of a passphrase')
    expect(redact('it said: plain words of a passphrase!')).toBe('it said: [secret]!')
    expect(held.open()).toHaveLength(27)
  })

  test('removes what is shaped like one', () => {
    const shapes = [
      'sk-ant-api03-abcdefghijklmnop',
      'wk-abcdefghijklmnopqrstuv',
      'AKIAABCDEFGHIJKLMNOP',
      'hvs.CAESIabcdefghijkl',
      'ghp_abcdefghijklmnopqrstuv',
      'ya29.a0AfH6SMBabcdefgh',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    ]
    for (const shape of shapes) expect(redact(`before ${shape} after`)).toBe('before [secret] after')
    expect(redact('Authorization: Bearer abc.def-ghi')).toBe('Authorization: Bearer [secret]')
  })

  test('leaves words alone', () => {
    const words = 'The request was refused with 403: permission denied for model claude-sonnet-5.'
    expect(redact(words)).toBe(words)
  })
})
