/** What does not keep a prompt from being answered, and will surprise somebody: said, and no reason to fail. */

import { expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { type DoctorWorld, doctorWorld } from '../kit/doctor-world.ts'

const jwt = (endsInSeconds: number): string => {
  const payload = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + endsInSeconds })).toString(
    'base64url',
  )
  return `eyJhbGciOiJub25lIn0.${payload}.made-up`
}
const lookalike = `sk-ant-api03-${'Canary0Key'.repeat(9)}`

interface Story {
  readonly name: string
  readonly set: (world: DoctorWorld) => void
  readonly check: string
  readonly says: RegExp
}

const stories: readonly Story[] = [
  {
    name: 'a setting that a web page recommends and nobody reads',
    set: (world) => void world.settings('user', { apiKey: 'made-up' }),
    check: 'settings-values',
    says: /does not read "apiKey"/,
  },
  {
    name: 'settings with a key that others can read',
    set: (world) => chmodSync(world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: world.key } }), 0o644),
    check: 'file-modes',
    says: /other users/,
  },
  {
    name: 'a key that ends before the client asks again',
    set: (world) => {
      const token = jwt(120)
      world.upstream.accept(token)
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', { apiKeyHelper: `echo ${token}` })
    },
    check: 'helper-life',
    says: /keeps it for 5 min/,
  },
  {
    name: 'a key in the history of the shell',
    set: (world) => void world.scratch.write('home/.bash_history', `ls\nexport ANTHROPIC_API_KEY=${lookalike}\n`),
    check: 'keys-in-files',
    says: /line 2, holds an Anthropic API key/,
  },
  {
    name: 'a key in a file that git keeps',
    set: (world) => {
      world.scratch.write('project/.env', `KEY=${lookalike}\n`)
      const git = (...args: string[]) => Bun.spawnSync(['git', ...args], { cwd: world.scratch.path('project') })
      git('init', '-q')
      git('add', '.env')
    },
    check: 'keys-in-files',
    says: /git keeps that file/,
  },
  {
    name: 'two Claude Codes',
    set: (world) => {
      world.scratch.write('a/claude', '#!/bin/sh\necho "2.1.329 (Claude Code)"\n', 0o700)
      world.scratch.write('b/claude', '#!/bin/sh\necho "2.1.197 (Claude Code)"\n', 0o700)
      world.env.PATH = `${world.scratch.path('a')}:${world.scratch.path('b')}:${world.env.PATH}`
    },
    check: 'client-installed',
    says: /2\.1\.329 and 2\.1\.197/,
  },
  {
    name: 'an old Claude Code with a helper',
    set: (world) => {
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', { apiKeyHelper: `echo ${world.key}` })
      world.scratch.write('a/claude', '#!/bin/sh\necho "2.1.197 (Claude Code)"\n', 0o700)
      world.env.PATH = `${world.scratch.path('a')}:${world.env.PATH}`
    },
    check: 'client-version',
    says: /403 as final/,
  },
  {
    name: 'a variable that other tools read',
    set: (world) => {
      world.settings('user', { env: { ANTHROPIC_BASE_URL: world.upstream.url } })
      delete world.env.ANTHROPIC_BASE_URL
      world.env.ALL_PROXY = 'socks5://127.0.0.1:9'
    },
    check: 'proxy-variables',
    says: /ALL_PROXY/,
  },
]

for (const { name, set, check, says } of stories)
  test(name, async () => {
    await using world = await doctorWorld()
    set(world)
    const { code, root, findings, text } = await world.doctor()
    expect(findings.filter(({ status }) => status === 'wrong' || status === 'warn')).toMatchObject([
      { check, status: 'warn', summary: expect.stringMatching(says) },
    ])
    expect([code, root]).toEqual([0, null])
    expect(text).not.toContain('Canary')
  })
