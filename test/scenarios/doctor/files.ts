/** Files and directories that are not what Claude Code or warmkey take them for. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const settings = 'home/.claude/settings.json'
const state = 'home/.claude.json'
/** A state of the client that nothing is wrong with. */
export const whole = '{ "numStartups": 3, "userID": "x" }'

export const pipe = ({ scratch }: DoctorWorld, name: string): void => {
  scratch.write(`${name}.beside`, '')
  if (!Bun.spawnSync(['mkfifo', scratch.path(name)]).success) throw new Error(`mkfifo ${name}`)
}
const away = (name: string): RegExp => new RegExp(`^Type: mv \\S+${name} \\S+${name}\\.moved-aside$`)

export const files: readonly Scenario[] = [
  {
    name: 'settings that are a pipe',
    set: (world) => pipe(world, settings),
    root: 'files-readable',
    cause: 'config-file',
    fix: away('settings\\.json'),
  },
  {
    name: 'settings of the project that are a device',
    set: ({ scratch }) => {
      mkdirSync(scratch.path('project/.claude'))
      symlinkSync('/dev/zero', scratch.path('project/.claude/settings.json'))
    },
    root: 'files-readable',
    cause: 'config-file',
    fix: away('settings\\.json'),
  },
  {
    name: 'settings that are a directory',
    set: ({ scratch }) => void mkdirSync(scratch.path(settings), { recursive: true }),
    root: 'files-readable',
    cause: 'config-file',
    fix: away('settings\\.json'),
  },
  {
    name: 'settings that are a link to themselves',
    set: ({ scratch }) => {
      mkdirSync(scratch.path('home/.claude'))
      symlinkSync('settings.json', scratch.path(settings))
    },
    root: 'files-readable',
    cause: 'config-file',
    fix: /^Type: rm \S+settings\.json$/,
  },
  {
    name: 'settings in UTF-16 with the high byte first',
    set: (world) => {
      const path = world.settings('user', '')
      writeFileSync(path, Buffer.from('\uFEFF{ "model": "sonnet" }', 'utf16le').swap16())
    },
    root: 'files-readable',
    cause: 'config-file',
    fix: /^Type: iconv -f UTF-16 -t UTF-8 \S+ > \S+\.new && mv \S+\.new \S+$/,
  },
  {
    name: 'settings of more than 2 MiB',
    set: (world) => void world.settings('user', { note: 'x'.repeat(2 * 1024 * 1024) }),
    root: 'files-readable',
    cause: 'config-file',
    fix: away('settings\\.json'),
  },
  {
    name: 'a state that was cut, with a backup',
    set: ({ scratch }) => {
      scratch.write(state, '{ "numStartups": 3,\n "projects": {')
      scratch.write('home/.claude/backups/.claude.json.backup.1700000000001', whole)
      scratch.write('home/.claude/backups/.claude.json.backup.1700000000002', '{ "also": "cut"')
    },
    root: 'client-state',
    cause: 'config-file',
    fix: /^Type: cp -f \S+\.backup\.1700000000001 \S+\.claude\.json$/,
  },
  {
    name: 'a state that was cut, without a backup',
    set: ({ scratch }) => void scratch.write(state, '{ "numStartups": 3,\n "projects": {'),
    root: 'client-state',
    cause: 'config-file',
    fix: away('\\.claude\\.json'),
  },
  {
    name: 'a state that is empty, with a backup',
    set: ({ scratch }) => {
      scratch.write(state, '')
      scratch.write('home/.claude.json.backup', whole)
    },
    root: 'client-state',
    cause: 'config-file',
    fix: /^Type: cp -f \S+\.claude\.json\.backup \S+\.claude\.json$/,
  },
  {
    name: 'a state with a comment, in a directory of its own',
    set: (world) => {
      world.env.CLAUDE_CONFIG_DIR = world.scratch.path('own')
      world.scratch.write('own/.claude.json', '{ // mine\n}')
    },
    root: 'client-state',
    cause: 'config-file',
    fix: away('own/\\.claude\\.json'),
  },
  {
    name: 'a state that is a pipe',
    set: (world) => pipe(world, state),
    root: 'client-state',
    cause: 'config-file',
    fix: away('\\.claude\\.json'),
  },
  {
    name: 'a configuration of warmkey that is a pipe',
    set: (world) => pipe(world, 'config/warmkey/config.jsonc'),
    root: 'warmkey-config',
    cause: 'config-file',
    fix: away('config\\.jsonc'),
  },
]
