import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { type Config, configSchema } from '../../config.ts'
import {
  type ConnectFlags,
  connectable,
  makePlan,
  noConfiguration,
  refuseOwnSource,
  shellWord,
  shownKey,
} from './plan.ts'

const upstream = { url: 'https://llm.example' }
const source = { type: 'command' as const, command: 'mint' }
const config = (more: object = {}): Config => configSchema.parse({ profiles: { work: { source, upstream } }, ...more })

const planned = (flags: ConnectFlags = {}, given: Config = config(), tool = 'claude-code') =>
  makePlan(connectable(tool), {
    flags,
    config: given,
    configFile: '/cfg.jsonc',
    launcher: '/opt/war mkey',
    cwd: '/home/dev/shop',
    home: '/home/dev',
  })

const refusal = (run: () => unknown): string => {
  try {
    return `not refused: ${JSON.stringify(run())}`
  } catch (thrown) {
    return thrown instanceof Error && 'sentence' in thrown ? String(thrown.sentence) : String(thrown)
  }
}

test('gateway mode in the user’s settings is the default', () => {
  expect(planned()).toMatchObject({
    name: 'work',
    plan: {
      mode: 'gateway',
      scope: 'user',
      gatewayUrl: 'http://127.0.0.1:9276',
      localKey: shownKey,
      helper: "'/opt/war mkey' token --profile work",
      dialect: 'messages',
      upstreamUrl: 'https://llm.example',
    },
  })
})

test.each([
  ['0.0.0.0', 'http://127.0.0.1:80'],
  ['::1', 'http://[::1]:80'],
  ['10.0.0.1', 'http://10.0.0.1:80'],
])('a gateway on %s is reached at %s', (hostname, url) => {
  const { plan } = planned({}, config({ listen: { hostname, port: 80 } }))
  expect(new URL(plan.gatewayUrl).href).toBe(new URL(url).href)
})

test.each<[string, () => unknown, string]>([
  [
    'another tool',
    () => connectable('emacs'),
    'warmkey does not know the settings of "emacs". It connects claude-code, opencode; any other tool works with `warmkey run -- emacs`.',
  ],
  [
    'a mode that it has not',
    () => planned({ mode: 'helper' }, config(), 'opencode'),
    'opencode has no helper mode. It has: gateway.',
  ],
  [
    'a scope that it has not',
    () => planned({ scope: 'local' }, config(), 'opencode'),
    'opencode has no settings of scope local. It has: user, project.',
  ],
  ['another profile', () => planned({ profile: 'x' }), 'There is no profile "x" in /cfg.jsonc. It defines: work.'],
  ['no profile', () => planned({}, configSchema.parse({})), '/cfg.jsonc defines no profile. Add one: warmkey init.'],
  [
    'several profiles',
    () => planned({}, config({ profiles: { a: { source, upstream }, b: { source, upstream } } })),
    '/cfg.jsonc defines several profiles and no default. Name one with --profile: a, b.',
  ],
  [
    'no fixed port',
    () => planned({}, config({ listen: { port: 0 } })),
    '"listen.port" is 0 in /cfg.jsonc, so the gateway is somewhere else after every start. Give it a fixed port.',
  ],
  [
    'itself as its upstream',
    () => planned({}, config({ profiles: { work: { source, upstream: { url: 'http://localhost:9276' } } } })),
    'The profile "work" has warmkey itself as its upstream (http://127.0.0.1:9276). Name the API that it stands for.',
  ],
  [
    'a credential that no command may print',
    () => planned({ mode: 'helper' }, config({ profiles: { work: { source, upstream, export: 'never' } } })),
    'The profile "work" says "export": "never", so no helper may print its credential. Connect in gateway mode, which injects it.',
  ],
])('refused: %s', (_, run, sentence) => {
  expect(refusal(run)).toBe(sentence)
})

test('a profile that reads its key from the settings to be written is refused', () => {
  const path = '~/.claude/settings.json'
  const own = planned(
    {},
    config({ profiles: { work: { source: { type: 'file', path, field: '/env/KEY' }, upstream } } }),
  )
  const world = paperWorld()
  expect(refusal(() => refuseOwnSource(own, '/home/dev/.claude/settings.json', world))).toContain(
    'reads its credential from /home/dev/.claude/settings.json, where connecting would put another in its place.',
  )
  expect(() => refuseOwnSource(own, '/home/dev/other.json', world)).not.toThrow()
  expect(() => refuseOwnSource(planned(), '/home/dev/.claude/settings.json', world)).not.toThrow()
})

test('without a configuration init is named, and for a tool that it does not know the block itself', () => {
  const remedy = (paper: Paper, tool = 'claude-code') =>
    noConfiguration(connectable(tool), paperWorld(paper), '/cfg.jsonc').sentence
  expect(remedy({ files: { '/home/dev/.claude/settings.json': { apiKeyHelper: '~/bin/key.sh' } } })).toBe(
    'There is no configuration yet (/cfg.jsonc), so there is no credential to connect to. Let `warmkey init` write it, or use `warmkey run`, which needs none.',
  )
  const said = remedy({ env: { ANTHROPIC_API_KEY: 'sk-ant-fake-key' } }, 'opencode')
  expect(said).toContain('"source":{"type":"env","name":"ANTHROPIC_API_KEY"')
  expect(said).not.toContain('sk-ant-fake-key')
  const example: unknown = JSON.parse(said.slice(said.indexOf('{"profiles"')))
  expect(configSchema.parse(example).profiles.work?.upstream.url).toBe('https://api.anthropic.com')
  expect(remedy({}, 'opencode')).toEndWith('or use `warmkey run`, which needs none.')
})

test.each([
  ['/usr/bin/warmkey', '/usr/bin/warmkey'],
  ['/a b', "'/a b'"],
  ["/it's", "'/it'\\''s'"],
  ['$(x)', "'$(x)'"],
])('%s as a word of a shell', (text, word) => {
  expect(shellWord(text)).toBe(word)
  expect(Bun.spawnSync(['sh', '-c', `printf %s ${word}`]).stdout.toString()).toBe(text)
})

test('settings that hold everywhere take the default profile, those of a directory the one that counts there', () => {
  const given = config({
    default: 'work',
    profiles: { work: { source, upstream }, corp: { source, upstream } },
    directories: { '~/shop': 'corp' },
  })
  expect(planned({}, given).name).toBe('work')
  expect(planned({ scope: 'local' }, given).name).toBe('corp')
  expect(planned({ scope: 'local', profile: 'work' }, given).name).toBe('work')
})
