/** Keys, helpers and logins that work. */
import { mkdirSync } from 'node:fs'
import type { DoctorWorld } from '../../kit/doctor-world.ts'
import { type Healthy, noKey, shell, tokenOf } from './healthy.ts'

const minuteMs = 60_000

/** A helper in the user's settings; `$KEY` in it is the key. */
const helper =
  (command: string, settings: object = {}) =>
  (world: DoctorWorld): void => {
    noKey(world)
    world.scratch.write('home/key', world.key, 0o600)
    world.settings('user', { apiKeyHelper: command.replaceAll('$KEY', '$(cat ~/key)'), ...settings })
  }

/** A login in its file, with the address of the shell. */
export function login(world: DoctorWorld, more: object = {}): void {
  noKey(world)
  const claudeAiOauth = {
    accessToken: 'made-up-access',
    refreshToken: 'made-up-refresh',
    expiresAt: Date.now() + 300 * minuteMs,
    scopes: ['user:inference', 'user:profile'],
    subscriptionType: 'max',
    ...more,
  }
  world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth }), 0o600)
}

const apiKey = (world: DoctorWorld): void => {
  noKey(world)
  world.env.ANTHROPIC_API_KEY = world.key
  world.scratch.write(
    'home/.claude.json',
    JSON.stringify({ customApiKeyResponses: { approved: [world.key.slice(-20)] } }),
    0o600,
  )
}

export const keys: readonly Healthy[] = [
  { name: 'a token in the shell', set: () => {} },
  { name: 'an approved key in the shell', set: apiKey },
  {
    name: 'a key in the settings of the user',
    set: (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      const env = { ANTHROPIC_API_KEY: world.key, ANTHROPIC_BASE_URL: world.upstream.url }
      world.settings('user', { env })
    },
  },
  {
    name: 'a token in the local settings of a project',
    set: (world) => {
      noKey(world)
      world.settings('local', { env: { ANTHROPIC_AUTH_TOKEN: world.key } })
    },
  },
  { name: 'a helper', set: helper('cat ~/key') },
  { name: 'a helper that ends its line as Windows does', set: helper(`printf '%s\\r\\n' "$KEY"`) },
  { name: 'a helper with empty lines around', set: helper(`printf '\\n%s\\n\\n' "$KEY"`) },
  { name: 'a helper that talks on stderr', set: helper('echo "refreshing token" >&2; cat ~/key') },
  { name: 'a helper that takes 3 s', waits: true, set: helper('sleep 3; cat ~/key') },
  { name: 'a helper that takes 7 s', waits: true, set: helper('sleep 7; cat ~/key'), warns: ['helper-runs'] },
  {
    name: 'a helper that takes longer than anybody waits',
    waits: true,
    set: helper('sleep 30; cat ~/key'),
    warns: ['helper-runs'],
  },
  {
    name: 'a helper that prints a JSON Web Token',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: `echo ${tokenOf(world)}` })
    },
  },
  {
    name: 'a helper whose tool lies in ~/bin',
    set: (world) => {
      helper('corp-key --quiet')(world)
      world.scratch.write('home/bin/corp-key', '#!/bin/sh\ncat ~/key\n', 0o755)
      world.env.PATH = `${world.scratch.path('home/bin')}:${world.env.PATH}`
    },
  },
  {
    name: 'a helper of ~/bin by its path, and a life of its key',
    set: (world) => {
      helper('~/bin/corp-key', { env: { CLAUDE_CODE_API_KEY_HELPER_TTL_MS: '1800000' } })(world)
      world.scratch.write('home/bin/corp-key', '#!/usr/bin/env bash\nset -euo pipefail\ncat ~/key\n', 0o755)
    },
  },
  {
    name: 'the life of a helper’s key in the shell',
    set: (world) => {
      helper('cat ~/key')(world)
      world.env.CLAUDE_CODE_API_KEY_HELPER_TTL_MS = '900000'
    },
  },
  { name: 'a login', set: (world) => login(world) },
  {
    name: 'a login past its time, with a refresh token',
    offline: true,
    set: (world) => login(world, { expiresAt: Date.now() - minuteMs }),
  },
  {
    name: 'a login, and a key that counts before it',
    set: (world) => {
      login(world)
      world.env.ANTHROPIC_AUTH_TOKEN = world.key
    },
  },
  {
    name: 'a login and a helper',
    set: (world) => {
      login(world)
      helper('cat ~/key')(world)
    },
  },
  {
    name: 'a token of `claude setup-token`',
    set: (world) => {
      noKey(world)
      const token = `sk-ant-oat01-${'Fake1Token'.repeat(9)}AA`
      world.upstream.accept(token)
      world.env.CLAUDE_CODE_OAUTH_TOKEN = token
    },
  },
  { name: 'a token, and a key that is empty on purpose', set: shell({ ANTHROPIC_API_KEY: '' }) },
  {
    name: 'a directory of its own for the configuration',
    set: (world) => {
      noKey(world)
      mkdirSync(world.scratch.path('home/.claude-work'), { recursive: true })
      world.env.CLAUDE_CONFIG_DIR = world.scratch.path('home/.claude-work')
      world.scratch.write(
        'home/.claude-work/settings.json',
        JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: world.key } }),
        0o600,
      )
    },
  },
]
