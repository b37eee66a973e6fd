/** Files and directories that are not what Claude Code or warmkey take them for. */

import { describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { missing } from '../kit/parts.ts'
import { files, pipe, whole } from '../scenarios/doctor/files.ts'

const settings = 'home/.claude/settings.json'
const state = 'home/.claude.json'

describe('the doctor names', () => tellAll(files))

const synced: Surprise = {
  name: 'settings in a folder of Dropbox',
  set: ({ scratch }) => {
    scratch.write('home/Dropbox/claude/settings.json', '{}')
    symlinkSync('Dropbox/claude', scratch.path('home/.claude'))
  },
  check: 'settings-synced',
  says: /^Dropbox copies \S+\/Dropbox\/claude between machines/,
  fix: /^Type: rm \S+\.claude && cp -a \S+\/Dropbox\/claude \S+\.claude$/,
}

const surprises: readonly Surprise[] = [
  {
    name: 'a lock from the future',
    set: ({ scratch }) => {
      scratch.write(state, whole)
      mkdirSync(scratch.path(`${state}.lock`))
      const later = Date.now() / 1000 + 86_400
      utimesSync(scratch.path(`${state}.lock`), later, later)
    },
    check: 'client-state',
    says: /is from the future, so every start/,
    fix: /^Type: rm -r \S+\.claude\.json\.lock$/,
  },
  {
    name: 'MCP servers that are not JSON',
    set: ({ scratch }) => void scratch.write('project/.mcp.json', '{\n  "mcpServers": {},\n}'),
    check: 'files-readable',
    says: /\.mcp\.json breaks in line 3, column 1, and Claude Code goes without/,
    fix: /^Mend line 3, column 1 of \S+\.mcp\.json\.$/,
  },
  {
    name: 'settings that everybody can write',
    set: (world) => chmodSync(world.settings('user', { model: 'sonnet' }), 0o666),
    check: 'settings-guarded',
    says: /^Everybody on this machine can write \S+settings\.json/,
    fix: /^Type: chmod go-w \S+settings\.json$/,
  },
  {
    name: 'a home that everybody can write',
    set: ({ scratch }) => chmodSync(scratch.path('home'), 0o777),
    check: 'settings-guarded',
    says: /can write \S+\/home, and so decide/,
    fix: /^Type: chmod go-w \S+\/home$/,
  },
  synced,
  {
    name: 'settings in a folder of Syncthing, by a variable',
    set: (world) => {
      world.scratch.write('shared/.stfolder/x', '')
      world.scratch.write('shared/claude/settings.json', '{}')
      world.env.CLAUDE_CONFIG_DIR = world.scratch.path('shared/claude')
    },
    check: 'settings-synced',
    says: /^Syncthing copies/,
    fix: /^Type: unset CLAUDE_CONFIG_DIR$/,
  },
  {
    name: 'a login that others can read',
    set: (world) => {
      noKey(world)
      world.scratch.write(state, JSON.stringify({ primaryApiKey: world.key }), 0o644)
    },
    check: 'file-modes',
    says: /\.claude\.json holds a key, and other users/,
    fix: /^Type: chmod 600 \S+\.claude\.json$/,
  },
]

for (const surprise of surprises) test(surprise.name, () => tellSurprise(surprise))

test('what Claude Code reads is no complaint: a mark, UTF-16, another encoding, a link into a repository, old locks', async () => {
  await using world = await doctorWorld()
  const { scratch } = world
  const path = world.settings('user', '')
  writeFileSync(path, Buffer.from('\uFEFF{ "model": "sonnet" }', 'utf16le'))
  writeFileSync(world.settings('project', ''), Buffer.from('{ "note": "Gr\u00fcn" }', 'latin1'))
  scratch.write('dotfiles/.git/HEAD', 'ref: refs/heads/main\n')
  scratch.write('dotfiles/local.json', '\uFEFF{}')
  mkdirSync(scratch.path('project/.claude'), { recursive: true })
  symlinkSync(scratch.path('dotfiles/local.json'), scratch.path('project/.claude/settings.local.json'))
  scratch.write(state, '\uFEFF{}')
  utimesSync(scratch.write(`${state}.lock`, ''), 1_700_000_000, 1_700_000_000)
  const { findings, code } = await world.doctor()
  expect(findings.filter(({ status }) => status === 'wrong' || status === 'warn')).toEqual([])
  expect(code).toBe(0)
  if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
})

test.skipIf(missing('claude-2.1.329'))(
  'a state that was cut keeps the client from starting, and the fix cures it',
  async () => {
    await using world = await doctorWorld()
    world.scratch.write(state, '{ "numStartups": 3,')
    world.scratch.write('home/.claude/backups/.claude.json.backup.1700000000001', whole)
    expect(await onePromptOf(world)).toEqual({ code: 1, out: '' })
    const { findings } = await world.doctor('--offline')
    const line = findings.find(({ check }) => check === 'client-state')?.fix?.replace(/^Type: /, '') ?? ''
    expect(Bun.spawnSync(['sh', '-ec', line], { env: world.env }).exitCode).toBe(0)
    expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
)

test('a login that others can read is made private, and that is taken back', async () => {
  await using world = await doctorWorld()
  noKey(world)
  const path = world.scratch.write(state, JSON.stringify({ primaryApiKey: world.key }), 0o644)
  expect((await world.doctor('--fix', '--yes')).code).toBe(0)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await world.undo()
  expect(statSync(path).mode & 0o777).toBe(0o644)
})

const mended: readonly (readonly [string, (world: DoctorWorld) => void, string])[] = [
  ['a pipe', (world) => pipe(world, settings), settings],
  [
    'a link to itself',
    ({ scratch }) => {
      mkdirSync(scratch.path('home/.claude'))
      symlinkSync('settings.json', scratch.path(settings))
    },
    settings,
  ],
  ['a file where a directory belongs', ({ scratch }) => void scratch.write('home/.claude', 'x'), 'home/.claude'],
  ['a state that is a directory', ({ scratch }) => void mkdirSync(scratch.path(state)), state],
]

test.each(mended)('%s is moved aside, and brought back', async (_, set, name) => {
  await using world = await doctorWorld()
  set(world)
  const kind = () => Bun.spawnSync(['stat', '-c', '%F', world.scratch.path(name)]).stdout.toString()
  const before = kind()
  expect((await world.doctor('--fix', '--yes')).code).toBe(0)
  expect(await world.journal()).toMatchObject([{ outcome: 'kept' }])
  if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  if (name !== settings) rmSync(world.scratch.path(name), { recursive: true, force: true })
  expect(await world.undo()).toContain('is as it was')
  expect(kind()).toBe(before)
})
