import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { cleaner, cleanTree, knownSecrets } from './clean.ts'

test('addresses keep host and path, home becomes ~, and what is shaped like a key goes', () => {
  const clean = cleaner(['made-up-secret'], '/home/ann')
  expect(clean('https://ann:pw@llm.example/v1?key=abc#x, from /home/ann/.claude/settings.json')).toBe(
    'https://llm.example/v1, from ~/.claude/settings.json',
  )
  expect(clean('a made-up-secret, sk-ant-api03-abcdefghijklmnop, Bearer abcdefgh12')).toBe(
    'a [secret], [secret], Bearer [secret]',
  )
  expect(cleanTree({ a: ['made-up-secret', 1, null], made: { b: true } }, clean)).toEqual({
    a: ['[secret]', 1, null],
    made: { b: true },
  })
})

test('what the shell and the settings hold is known, passwords in addresses included, and ordinary values are not', () => {
  using scratch = makeScratch()
  const env = {
    ANTHROPIC_API_KEY: 'key-of-shell',
    HTTPS_PROXY: 'http://ann:pw-of-proxy@p.example:1',
    GREETING: 'good day',
  }
  const { context } = capturedCommand(scratch, { env })
  scratch.write(
    'home/.claude/settings.json',
    JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: 'key-of-settings' }, apiKeyHelper: 'mint --with key-of-helper' }),
  )
  const known = knownSecrets(benchOf(context, {}))
  for (const secret of ['key-of-shell', 'pw-of-proxy', 'key-of-settings', 'mint --with key-of-helper'])
    expect(known).toContain(secret)
  expect(known).not.toContain('good day')
})
