import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../../../test/kit/scratch.ts'
import { systemClock } from '../../../clock.ts'
import { asWarmkeyError } from '../../../errors.ts'
import { leftToken } from './left-token.ts'

const forever = new AbortController().signal
const left = (scratch: Scratch, env: Record<string, string> = {}) =>
  leftToken(
    { clock: systemClock, env: { PATH: '/usr/bin:/bin', ...env }, home: scratch.root },
    'https://v.example',
    forever,
  )
const helper = (scratch: Scratch, body: string) => scratch.write('helper', `#!/bin/sh\n${body}\n`, 0o700)

test('the variable wins, then the helper that the settings name, then the file', async () => {
  using scratch = makeScratch()
  expect(await left(scratch)).toBeNull()
  scratch.write('.vault-token', 'fake-in-file\n')
  expect(await left(scratch)).toEqual({ token: 'fake-in-file', place: 'the file ~/.vault-token' })
  const program = helper(scratch, 'printf "fake-of-%s-at-%s" "$1" "$VAULT_ADDR"')
  scratch.write('.vault', `# where tokens are\ntoken_helper = "${program}"\n`)
  expect(await left(scratch)).toEqual({ token: 'fake-of-get-at-https://v.example', place: 'the token helper ~/helper' })
  expect(await left(scratch, { VAULT_TOKEN: 'fake-in-vault' })).toEqual({
    token: 'fake-in-vault',
    place: 'the environment variable VAULT_TOKEN',
  })
  expect(await left(scratch, { VAULT_TOKEN: 'fake-in-vault', BAO_TOKEN: ' fake-in-bao ' })).toEqual({
    token: 'fake-in-bao',
    place: 'the environment variable BAO_TOKEN',
  })
})

test('settings are read as HCL and as JSON, of OpenBao first, from where the variable says', async () => {
  using scratch = makeScratch()
  const program = helper(scratch, 'echo fake-of-helper')
  const settings = `{"token_helper": "${program}"}`
  for (const [name, env] of [
    ['.vault', {}],
    ['.bao', {}],
    ['elsewhere', { VAULT_CONFIG_PATH: '~/elsewhere' }],
  ] as const) {
    using own = makeScratch()
    own.write(name, settings)
    expect([name, (await left(own, env))?.token]).toEqual([name, 'fake-of-helper'])
  }
})

test('a helper without a token has none; one that fails says so', async () => {
  using scratch = makeScratch()
  scratch.write('.vault', `token_helper = "${helper(scratch, 'exit 0')}"`)
  scratch.write('.vault-token', 'fake-that-the-helper-replaces')
  expect(await left(scratch)).toBeNull()
  helper(scratch, 'echo the keyring is locked >&2; exit 3')
  const error = asWarmkeyError(await left(scratch).catch((thrown: unknown) => thrown))
  expect([error.code, error.message]).toEqual([
    'source-failed',
    'The token helper ~/helper failed with exit code 3 and said: "the keyring is locked".',
  ])
})

test('a helper without its whole path is not looked for, and foreign settings by that name are none', async () => {
  using scratch = makeScratch()
  scratch.write('.vault', 'token_helper = "helper"')
  const error = asWarmkeyError(await left(scratch).catch((thrown: unknown) => thrown))
  expect(error.message).toBe('The token helper in ~/.vault is not named by its whole path.')
  using other = makeScratch()
  other.write('.vault/ansible', 'x')
  other.write('.vault-token', 'fake-in-file')
  expect((await left(other))?.token).toBe('fake-in-file')
})
