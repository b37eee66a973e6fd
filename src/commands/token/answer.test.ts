import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { WarmkeyError, type WarmkeyErrorCode } from '../../errors.ts'
import { sayKey, sayWhyNot } from './answer.ts'
import { formats, type KeyFormat } from './formats.ts'

const given = { key: 'fake-key', profile: 'work', expiresAtMs: null, header: 'both' }

test('a key goes to stdout alone, and what there is to say to stderr in one line', () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  sayKey(seen.context, formats[0], { ...given, notice: 'It is short-lived.\nAnd more.' })
  expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
    out: 'fake-key\n',
    err: 'warmkey: It is short-lived. And more.\n',
    code: 0,
  })
})

test('a format that cannot say the key leaves stdout empty', () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  const aws = formats.find(({ name }) => name === 'credential-process') as KeyFormat
  expect(() => sayKey(seen.context, aws, { ...given, notice: 'It is short-lived.' })).toThrow('which are three')
  expect(seen.out + seen.err).toBe('')
})

for (const [code, exitCode] of [
  ['source-failed', 1],
  ['source-timeout', 1],
  ['source-needs-person', 1],
  ['renewal-did-not-cure', 1],
  ['usage', 2],
  ['config-invalid', 2],
  ['profile-unknown', 2],
  ['export-refused', 2],
  ['state-unsafe', 2],
] as const satisfies readonly (readonly [WarmkeyErrorCode, number])[]) {
  test(`${code} is one line on stderr and exit code ${exitCode}`, () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch)
    sayWhyNot(seen.context, new WarmkeyError(code, 'One line:\n  and another.', { remedy: 'Do this.' }))
    expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
      out: '',
      err: 'warmkey: One line: and another. Do this.\n',
      code: exitCode,
    })
  })
}

test('what nobody foresaw is told without what it says', () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  sayWhyNot(seen.context, new Error('fake-secret in a message of others'))
  expect(seen.err).toMatch(/^warmkey: [^\n]+\n$/)
  expect(seen.err).not.toContain('fake-secret')
  expect(seen.code).toBe(2)
})
