/** Precedence and scope, helpers, and places that nobody reads: each story is one thing set wrong, and the doctor names it alone. */

import { symlinkSync } from 'node:fs'
import { knownToClouds } from '../../kit/cloud-world.ts'
import { noKey } from '../../kit/doctor-surprise.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { ownMounts } from '../../kit/own-mounts.ts'

const otherKey = `sk-ant-api03-${'Other0Fake1'.repeat(9)}`.slice(0, 106).padEnd(108, 'A')

/** A helper that does the one and the other by turns. */
const inTurns = (world: DoctorWorld, first: string, second: string): string => {
  const asked = world.scratch.path('asked')
  const script = `#!/bin/sh\nif test -e ${asked}; then rm ${asked}; ${second}; else : >${asked}; ${first}; fi\n`
  return world.scratch.write('home/get-key.sh', script, 0o700)
}
const awsKeys = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'made-up-Canary-4711',
  AWS_SECRET_ACCESS_KEY: 'made-up-Canary-4711',
}

export const scope: readonly Scenario[] = [
  {
    name: 'the simple mode of the shell, with a helper',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: `echo ${world.key}` })
      world.env.CLAUDE_CODE_SIMPLE = '1'
    },
    root: 'simple-mode',
    cause: 'missing-credential',
    number: 1,
  },
  {
    name: 'the simple mode of settings, with a helper',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { CLAUDE_CODE_SIMPLE: 'true' }, apiKeyHelper: `echo ${world.key}` })
    },
    root: 'simple-mode',
    cause: 'missing-credential',
    number: 1,
    fixable: true,
  },
  {
    name: 'x-api-key of the custom headers takes the place of a good key',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { ANTHROPIC_API_KEY: world.key } })
      world.env.ANTHROPIC_CUSTOM_HEADERS = `x-api-key: ${otherKey}`
    },
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 4,
  },
  {
    name: 'x-api-key of the custom headers beside a good token',
    set: ({ env }) => {
      env.ANTHROPIC_CUSTOM_HEADERS = `x-api-key: ${otherKey}`
    },
    root: 'credential-accepted',
    cause: 'conflicting-credentials',
  },
  {
    name: 'settings that are a link to a repository that is gone',
    set: (world) => {
      noKey(world)
      world.settings('user', {})
      const link = world.scratch.path('home/.claude/settings.json')
      Bun.spawnSync(['rm', link])
      symlinkSync(world.scratch.path('dotfiles/claude.json'), link)
    },
    root: 'settings-links',
    cause: 'config-file',
    number: 4,
  },
  {
    name: 'an address of Bedrock without its switch',
    set: (world) => {
      noKey(world)
      Object.assign(world.env, { ANTHROPIC_BEDROCK_BASE_URL: world.upstream.url, ...awsKeys })
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
  },
  {
    name: 'a switch with a word that switches nothing',
    set: async (world) => {
      noKey(world)
      await knownToClouds(world)
      world.env.ANTHROPIC_BASE_URL = world.upstream.url
      Object.assign(world.env, { ANTHROPIC_VERTEX_PROJECT_ID: 'shop', CLOUD_ML_REGION: 'us-east5' })
      const google = { type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' }
      world.scratch.write('home/.config/gcloud/application_default_credentials.json', JSON.stringify(google), 0o600)
      world.settings('user', { env: { CLAUDE_CODE_USE_VERTEX: 'enabled' } })
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
  },
  {
    name: 'nobody signs for Bedrock',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1', ...awsKeys })
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
  },
  {
    name: 'quotes around a key of settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: `'${world.key}'` } }),
    root: 'credential-shape',
    cause: 'invalid-credential',
    fixable: true,
  },
  {
    name: '"Bearer" before a key of settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: `Bearer ${world.key}` } }),
    root: 'credential-shape',
    cause: 'invalid-credential',
    fixable: true,
  },
  {
    name: 'a helper that prints in colour',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: `printf '\\033[32m${world.key}\\033[0m\\n'` })
    },
    root: 'credential-shape',
    cause: 'invalid-credential',
  },
  {
    name: 'a helper that keeps a dead key',
    set: (world) => {
      noKey(world)
      world.upstream.expire(world.key)
      world.settings('user', { apiKeyHelper: `echo ${world.key}` })
    },
    root: 'helper-renews',
    cause: 'expired',
    number: 3,
    incurable: 'where that helper gets its key, and how it gets another, is known to whoever wrote it',
    cure: ({ upstream, key }) => upstream.accept(key),
  },
  {
    name: 'a helper whose first key is dead',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: inTurns(world, `echo ${otherKey}`, `echo ${world.key}`) })
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ listen: { port: freePort() } }))
      world.keep(async () => void (await world.run('down')))
    },
    root: 'helper-renews',
    cause: 'expired',
    number: 3,
  },
  {
    name: 'a helper that gives nothing when it is asked again',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: inTurns(world, `echo ${otherKey}`, 'exit 1') })
    },
    root: 'helper-renews',
    cause: 'helper-failure',
    incurable: 'why it gives none is known to the helper alone',
    cure: (world) => void world.settings('user', { apiKeyHelper: `echo ${world.key}` }),
  },
  {
    name: 'a login is forced while a key is used',
    async set(world) {
      const mounts = await ownMounts(
        `mkdir -p /etc/claude-code && mount -t tmpfs none /etc/claude-code && echo '{"forceLoginMethod":"claudeai"}' > /etc/claude-code/managed-settings.json`,
      )
      world.keep(async () => mounts[Symbol.asyncDispose]())
      world.inside.push(...mounts.inside(world.scratch.path('project')))
    },
    root: 'login-forced',
    cause: 'org-policy',
    number: 4,
    needs: ['mounts'],
  },
]
