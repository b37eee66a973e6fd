/** `warmkey doctor --fix` with a person at the terminal: asked about one change at a time, and who changes his mind loses nothing. */
import { expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { type DoctorWorld, doctorWorld } from '../kit/doctor-world.ts'
import { warmkey } from '../kit/living-client.ts'
import { needs } from '../kit/parts.ts'
import { openTerminal, type Terminal } from '../kit/terminal.ts'

const question = 'Make this one change? [y/N]'
const broken = '{ "model": "sonnet", }'

async function asked(world: DoctorWorld, settings = broken): Promise<Terminal> {
  world.settings('user', settings)
  const terminal = await openTerminal(world.scratch, { env: world.env, cwd: world.scratch.path('project') })
  world.keep(async () => terminal[Symbol.asyncDispose]())
  await terminal.resize(120, 90)
  await terminal.line(`${warmkey} doctor --fix`)
  await terminal.shows(question)
  return terminal
}

needs('tmux')(
  'yes: the change and its risk are shown first, and it is taken back once and no more',
  async () => {
    await using world = await doctorWorld()
    const terminal = await asked(world)
    const screen = await terminal.screen()
    expect(screen).toContain('+ { "model": "sonnet" }')
    expect(screen).toContain('Risk: Comments are lost in the file; its bytes are kept')
    await terminal.line('y')
    await terminal.shows('That worked, and is kept.')
    await terminal.shows('Nothing is wrong as far as could be seen.')
    expect(await world.undo()).toContain('is as it was, byte for byte')
    expect(world.scratch.read('home/.claude/settings.json')).toBe(broken)
    expect(await world.undo()).toContain('nothing that could be taken back')
  },
  40_000,
)

needs('tmux')(
  'no, and Ctrl-C: nothing is written, and nothing is noted',
  async () => {
    await using world = await doctorWorld()
    const terminal = await asked(world)
    await terminal.line('n')
    await terminal.shows('The root: ')
    await terminal.line(`clear; ${warmkey} doctor --fix`)
    await terminal.shows(question)
    await terminal.press('C-c')
    await terminal.shows('Nothing was changed.')
    await terminal.line('echo code $?')
    await terminal.shows('code 2')
    expect(world.scratch.read('home/.claude/settings.json')).toBe(broken)
    expect(await world.journal()).toEqual([])
  },
  40_000,
)

needs('tmux')(
  'yes to a file that somebody else changed meanwhile: it is left as it is',
  async () => {
    await using world = await doctorWorld()
    const terminal = await asked(world)
    world.settings('user', '{ "model": "opus", }')
    await terminal.line('y')
    await terminal.shows('was changed in the meantime, so nothing was written')
    expect(world.scratch.read('home/.claude/settings.json')).toBe('{ "model": "opus", }')
    expect(await world.journal()).toEqual([])
  },
  40_000,
)

needs('setpriv')('a directory that may not be written: said, and nothing is changed', async () => {
  await using world = await doctorWorld()
  world.settings('user', broken)
  becomeSomebody(world)
  chmodSync(world.scratch.path('home/.claude'), 0o500)
  const { code, err } = await world.run('doctor', '--fix', '--yes')
  expect({ code, err: err.slice(-300) }).toEqual({ code: 2, err: expect.stringContaining('cannot be written') })
  expect(world.scratch.read('home/.claude/settings.json')).toBe(broken)
  chmodSync(world.scratch.path('home/.claude'), 0o700)
})

/** Modes do not count for root. */
function becomeSomebody(world: DoctorWorld): void {
  if (process.getuid?.() !== 0) return
  const nobody = 54_321
  expect(Bun.spawnSync(['chown', '-R', `${nobody}:${nobody}`, world.scratch.root]).exitCode).toBe(0)
  world.inside.push('setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups')
}

test('two doctors at once: the change is made once, and taken back to what was there', async () => {
  await using world = await doctorWorld()
  world.settings('user', broken)
  await Promise.all([world.run('doctor', '--fix', '--yes'), world.run('doctor', '--fix', '--yes')])
  expect(world.scratch.read('home/.claude/settings.json')).toBe('{ "model": "sonnet" }')
  while (!(await world.undo()).includes('nothing that could be taken back'));
  expect(world.scratch.read('home/.claude/settings.json')).toBe(broken)
})
