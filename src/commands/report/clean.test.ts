import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { cleaner, cleanTree, knownSecrets } from './clean.ts'

const nobody = { home: '', user: '', machine: '', hideHosts: false }

test('addresses keep host and path, home becomes ~, and what is shaped like a key goes', () => {
  const clean = cleaner(['made-up-secret'], { ...nobody, home: '/home/ann' })
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

test('names of the user and the machine go, and words that only look like them stay', () => {
  const clean = cleaner([], { ...nobody, home: '/home/annabel', user: 'annabel', machine: 'annabels-laptop' })
  expect(clean('/srv/annabel/x of annabel on annabels-laptop, annabelle, annabel@corp.test, claude-code@2.1.330')).toBe(
    '/srv/[user]/x of [user] on [host], annabelle, [email], claude-code@2.1.330',
  )
  const short = cleaner([], { ...nobody, home: '/data/bo', user: 'bo', machine: 'pc' })
  expect(short('/home/bo/x, C:\\Users\\bo, a bo of a pc')).toBe('/home/[user]/x, C:\\Users\\[user], a bo of a pc')
  expect(cleaner([], { ...nobody, user: 'root', machine: 'claude' })('root of claude')).toBe('root of claude')
})

test('hosts are numbered where that is wanted, public ones are not', () => {
  const clean = cleaner([], { ...nobody, hideHosts: true })
  expect(clean('https://llm.corp.test:8443/v1, then llm.corp.test, http://10.0.0.7/x, https://api.anthropic.com')).toBe(
    'https://host-1.hidden:8443/v1, then host-1.hidden, http://host-2.hidden/x, https://api.anthropic.com',
  )
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
