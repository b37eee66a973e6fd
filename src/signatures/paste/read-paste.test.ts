import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { catalogue } from '../catalogue.ts'
import type { Pasted } from './pasted.ts'
import { readPaste } from './read-paste.ts'

const read = (text: string, over: Partial<Pasted> = {}) =>
  readPaste({ text, status: null, headers: null, ...over }, catalogue)
const ids = (text: string, over: Partial<Pasted> = {}) => read(text, over).matches.map(({ card }) => card.id)

describe('several failures in one paste', () => {
  const log = [
    '2026-11-21T09:14:01Z claude[77]: API Error (403 The security token included in the request is invalid.) · Retrying in 1 seconds… (attempt 1/10)',
    '2026-11-21T09:14:02Z claude[77]: UnauthorizedException: Session token not found or invalid',
    '2026-11-21T09:14:03Z claude[77]: API Error (403 The security token included in the request is invalid.) · Retrying in 2 seconds… (attempt 2/10)',
  ].join('\n')

  test('are all found once, the one that the others follow from first', () => {
    expect(ids(log)[0]).toBe('aws-sso-session')
    expect(ids(log)).toContain('aws-token-invalid')
    expect(new Set(ids(log)).size).toBe(ids(log).length)
    expect(read(log).root?.id).toBe('aws-sso-session')
  })

  test('each says where it stands', () => {
    for (const { span } of read(log).matches)
      expect(log.slice(...span)).toMatch(/security token|Session token|UnauthorizedException|API Error/)
  })
})

test('structure beats text beats status', () => {
  const confidence = (text: string, over: Partial<Pasted> = {}) => read(text, over).matches[0]?.confidence ?? 0
  const structure = confidence(
    '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked."}}',
  )
  const words = confidence('OAuth token has been revoked')
  const status = confidence('', { status: 529 })
  expect(structure).toBeGreaterThan(words)
  expect(words).toBeGreaterThan(status)
  expect(status).toBeGreaterThan(0)
})

test('a status or header that was given counts as if it had been printed', () => {
  expect(ids('', { status: 403, headers: new Headers({ 'x-deny-reason': 'host_not_allowed' }) })).toEqual([
    'host-not-allowed',
  ])
  expect(ids('', { status: 403 })).toEqual(['empty-forbidden'])
  expect(ids('The security token included in the request is expired', { status: 404 })).toEqual([])
})

test('bare words with their status stand for the body that they were in, where they are all of its message', () => {
  expect(ids('Invalid bearer token', { status: 401 })).toEqual(['anthropic-invalid-bearer-token'])
  expect(ids('Invalid bearer token')).toEqual([])
  expect(ids('{"message":"Invalid bearer token"}', { status: 401 })).toEqual([])
})

test('a sentence that a terminal broke at 80 columns is whole', () => {
  expect(ids('Error: the request failed with 403: The security token included in the\nrequest is expired')).toEqual([
    'aws-token-expired',
  ])
  expect(ids('  The security token included in the request is exp\nired', {})).toBeArray()
})

test('any bytes are read to their end', () => {
  const seen = catalogue.flatMap((card) => card.seen.map(({ text }) => text))
  const part = fc.oneof(
    fc.constantFrom(...seen),
    fc.constantFrom('\n', '{', '"', '\\', '\u001b[31m', '<html>', '&quot;', '2026-11-21T09:14:01Z '),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      for (const { span, confidence } of read(text).matches) {
        expect(span[0]).toBeGreaterThanOrEqual(0)
        expect(span[1]).toBeGreaterThanOrEqual(span[0])
        expect(span[1]).toBeLessThanOrEqual(text.length)
        expect(confidence).toBeGreaterThan(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 300 },
  )
})

test('of a very long text the beginning and the end are read', () => {
  const line = 'a line of a log that says nothing\n'.repeat(60_000)
  const text = `Session token not found or invalid\n${line}The security token included in the request is expired\n`
  const { matches } = read(text)
  expect(matches.map(({ card }) => card.id).toSorted()).toEqual(['aws-sso-session', 'aws-token-expired'])
  for (const { span } of matches) expect(text.slice(...span)).toMatch(/^(?:Session token not|security token included)/)
})
