/** Homes, repositories and machines as people have them. */
import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import type { DoctorWorld } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { warmkey } from '../../kit/living-client.ts'
import { ownMounts } from '../../kit/own-mounts.ts'
import { type Healthy, noKey, shell } from './healthy.ts'

const git = (world: DoctorWorld, ...args: string[]) =>
  Bun.spawnSync(['git', '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
    cwd: world.scratch.path('project'),
  })

const claude = (world: DoctorWorld, folder: string, version = '2.1.329'): void => {
  world.scratch.write(`${folder}/claude`, `#!/bin/sh\necho "${version} (Claude Code)"\n`, 0o700)
  world.env.PATH = `${world.scratch.path(folder)}:${world.env.PATH}`
}

/** A profile of warmkey, and a daemon that runs. */
async function daemon(world: DoctorWorld): Promise<void> {
  world.scratch.write(
    'config/warmkey/config.jsonc',
    JSON.stringify({
      listen: { port: freePort() },
      default: 'work',
      profiles: {
        work: {
          source: { type: 'command', command: `cat ${world.scratch.write('home/corp-key', world.key, 0o600)}` },
          upstream: { url: world.upstream.url },
        },
      },
    }),
    0o600,
  )
  world.keep(async () => void (await world.run('down')))
  const { code, err } = await world.run('up')
  if (code !== 0) throw new Error(err)
}

export const places: readonly Healthy[] = [
  {
    name: 'connected to warmkey',
    set: async (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      await daemon(world)
      await world.run('connect', 'claude-code', '--yes')
    },
  },
  {
    name: 'what `warmkey run` starts',
    set: async (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      await daemon(world)
      world.inside.push(warmkey, 'run', '--')
    },
  },
  { name: 'warmkey beside a key of the shell', set: daemon },
  {
    name: 'a big repository with examples, fixtures and documents',
    set: (world) => {
      const { scratch } = world
      scratch.write('project/.env.example', 'ANTHROPIC_API_KEY=sk-ant-api03-your-key-here\nOPENAI_API_KEY=sk-...\n')
      scratch.write('project/.env.sample', 'ANTHROPIC_API_KEY=\n')
      scratch.write(
        'project/README.md',
        'Set `ANTHROPIC_API_KEY=sk-ant-...` or `sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`.\n',
      )
      scratch.write(
        'project/docs/setup.md',
        'export ANTHROPIC_API_KEY="sk-ant-api03-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n',
      )
      scratch.write(
        'project/test/fixtures/keys.json',
        JSON.stringify({ key: `sk-ant-api03-${'test0fake1'.repeat(9)}AA` }),
      )
      scratch.write(
        'project/src/redact.test.ts',
        `expect(redact('sk-ant-api03-${'abcdefghij'.repeat(9)}AA')).toBe('***')\n`,
      )
      scratch.write(
        'project/.claude/settings.json',
        JSON.stringify({ permissions: { allow: ['Bash(npm test)'] }, env: { FOO: 'bar' } }),
      )
      for (let n = 0; n < 300; n++) scratch.write(`project/src/part${n}.ts`, 'export {}\n')
      git(world, 'init', '-q')
      git(world, 'add', '.')
      git(world, 'commit', '-qm', 'x')
    },
  },
  {
    name: 'a .env that git ignores',
    set: (world) => {
      world.scratch.write('project/.env', `ANTHROPIC_API_KEY=${world.key}\n`, 0o600)
      world.scratch.write('project/.gitignore', '.env\n')
      git(world, 'init', '-q')
      git(world, 'add', '.')
    },
  },
  {
    name: 'a shell history of ordinary things',
    set: ({ scratch }) => {
      scratch.write(
        'home/.bash_history',
        'ls\ngit push\nexport GITHUB_TOKEN=$(gh auth token)\nexport ANTHROPIC_API_KEY=$(pass claude)\ncurl -H "Authorization: Bearer $TOKEN" https://api.example.com\nexport ANTHROPIC_API_KEY=sk-ant-...\ngit checkout 3f786850e387550fdab836ed7e6dc881de23001b\nkubectl --token=abc get pods\n',
        0o600,
      )
      scratch.write('home/.bashrc', 'export EDITOR=vim\nexport ANTHROPIC_AUTH_TOKEN=$(cat ~/key)\nalias ll="ls -l"\n')
    },
  },
  {
    name: 'a home that is read only',
    needs: ['mounts'],
    warns: ['directories'],
    set: async (world) => {
      const home = world.scratch.path('home')
      const mounts = await ownMounts(`mount --bind ${home} ${home}; mount -o remount,bind,ro ${home}`)
      world.keep(async () => void (await mounts[Symbol.asyncDispose]()))
      world.inside.push(...mounts.inside(world.scratch.path('project')))
    },
  },
  {
    name: 'managed settings that name address and helper',
    needs: ['mounts'],
    set: async (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      const managed = {
        apiKeyHelper: `cat ${world.scratch.write('home/key', world.key, 0o600)}`,
        env: { ANTHROPIC_BASE_URL: world.upstream.url },
      }
      const file = world.scratch.write('managed.json', JSON.stringify(managed), 0o644)
      const mounts = await ownMounts(
        `mkdir -p /etc/claude-code; mount -t tmpfs none /etc/claude-code; cp ${file} /etc/claude-code/managed-settings.json`,
      )
      world.keep(async () => void (await mounts[Symbol.asyncDispose]()))
      world.inside.push(...mounts.inside(world.scratch.path('project')))
    },
  },
  {
    name: 'settings that are a link into a repository of dotfiles',
    set: (world) => {
      const path = world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: world.key } })
      noKey(world)
      mkdirSync(world.scratch.path('home/dotfiles'))
      renameSync(path, world.scratch.path('home/dotfiles/claude.json'))
      chmodSync(world.scratch.path('home/dotfiles/claude.json'), 0o600)
      symlinkSync('../dotfiles/claude.json', path)
    },
  },
  {
    name: 'settings without a key that everybody can read',
    set: (world) => chmodSync(world.settings('user', { model: 'sonnet', theme: 'dark' }), 0o644),
  },
  {
    name: 'settings with comments of a schema, and hooks of the project',
    set: (world) =>
      void world.settings('project', {
        permissions: { allow: ['Bash(npm run *)'] },
        hooks: { Stop: [{ hooks: [{ type: 'command', command: 'npm test' }] }] },
        enabledMcpjsonServers: ['github'],
      }),
  },
  {
    name: 'servers of tools that take their key from the shell',
    set: (world) => {
      world.scratch.write(
        'project/.mcp.json',
        JSON.stringify({ mcpServers: { gh: { command: 'gh-mcp', env: { GITHUB_TOKEN: `$${'{GITHUB_TOKEN}'}` } } } }),
      )
      git(world, 'init', '-q')
      git(world, 'add', '.')
    },
  },
  { name: 'no home in the environment', set: ({ env }) => void delete env.HOME },
  {
    name: 'a container: no XDG, one folder',
    set: ({ env, scratch }) => {
      for (const name of ['XDG_STATE_HOME', 'XDG_CONFIG_HOME']) delete env[name]
      env.IS_SANDBOX = '1'
      scratch.write('home/.claude.json', JSON.stringify({ hasCompletedOnboarding: true }))
    },
  },
  { name: 'an alias for a model', set: shell({ ANTHROPIC_MODEL: 'opusplan' }) },
  { name: 'the alias with a long context', set: shell({ ANTHROPIC_MODEL: 'sonnet[1m]' }) },
  { name: 'a model in the settings', set: (world) => void world.settings('user', { model: 'opus' }) },
  {
    name: 'models of their own for each alias',
    set: shell({
      ANTHROPIC_SMALL_FAST_MODEL: 'claude-haiku-4-5',
      ANTHROPIC_DEFAULT_SONNET_MODEL: 'claude-sonnet-5',
      ANTHROPIC_DEFAULT_OPUS_MODEL: 'claude-opus-4-8',
    }),
  },
  {
    name: 'one version of Claude Code in two places',
    set: (world) => {
      claude(world, 'a')
      claude(world, 'b')
    },
  },
  {
    name: 'opencode beside',
    set: (world) => {
      claude(world, 'a')
      world.scratch.write('a/opencode', '#!/bin/sh\necho 1.0.0\n', 0o700)
      world.scratch.write(
        'config/opencode/opencode.json',
        JSON.stringify({ $schema: 'https://opencode.ai/config.json', model: 'anthropic/claude-sonnet-5' }),
      )
    },
  },
  {
    name: 'settings of a person who has many',
    set: (world) =>
      void world.settings('user', {
        $schema: 'https://json.schemastore.org/claude-code-settings.json',
        permissions: { allow: ['Bash(git *)'], deny: ['Read(.env)'], defaultMode: 'acceptEdits' },
        model: 'opus',
        hooks: { PostToolUse: [{ matcher: 'Edit', hooks: [{ type: 'command', command: 'true' }] }] },
        statusLine: { type: 'command', command: 'echo hi' },
        includeCoAuthoredBy: false,
        cleanupPeriodDays: 30,
        enabledPlugins: {},
        alwaysThinkingEnabled: true,
        env: { DISABLE_TELEMETRY: '1', BASH_DEFAULT_TIMEOUT_MS: '60000', CLAUDE_CODE_MAX_OUTPUT_TOKENS: '32000' },
      }),
  },
]
