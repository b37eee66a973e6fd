import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'

test('where nobody can be asked, nothing is changed', async () => {
  await using world = await doctorWorld()
  world.settings('user', '{ "model": "sonnet", }')
  const before = world.files()
  await expect(world.doctor('--fix')).rejects.toThrow('no terminal to ask on')
  expect(world.files()).toEqual(before)
})

test('what did not help is taken back, and the journal says so', async () => {
  await using world = await doctorWorld()
  world.settings('user', '{ // mine\n "env": [] }')
  const before = world.files()
  const { root } = await world.doctor('--fix', '--yes')
  expect(root).toBe('settings-files')
  expect(world.files()).toEqual(before)
  expect(await world.journal()).toMatchObject([{ check: 'settings-files', outcome: 'rolled-back' }])
  expect(await world.undo()).toContain('nothing that could be taken back')
})

test('one change after the other, each of them taken back alone', async () => {
  await using world = await doctorWorld()
  world.settings('user', { env: { ANTHROPIC_API_KEY: null } })
  world.settings('project', { env: { ANTHROPIC_API_KEY: null } })
  const before = world.files()
  expect((await world.doctor('--fix', '--yes')).root).toBeNull()
  expect((await world.journal()).map(({ outcome }) => outcome)).toEqual(['kept', 'kept'])
  await world.undo()
  expect(world.files()).not.toEqual(before)
  await world.undo()
  expect(world.files()).toEqual(before)
})

test('a file that was changed afterwards is left alone', async () => {
  await using world = await doctorWorld()
  world.settings('user', '{ "model": "sonnet", }')
  await world.doctor('--fix', '--yes')
  world.settings('user', '{ "model": "opus" }')
  expect(await world.undo()).toContain('was changed after the doctor')
  expect(world.scratch.read('home/.claude/settings.json')).toBe('{ "model": "opus" }')
})

test('a symlinked dotfile is written through, and its mode stays', async () => {
  await using world = await doctorWorld()
  const real = world.scratch.write('dotfiles/claude.json', '{ "model": "sonnet", }', 0o640)
  world.settings('user', '{}')
  const link = world.scratch.path('home/.claude/settings.json')
  Bun.spawnSync(['ln', '-sf', real, link])
  expect((await world.doctor('--fix', '--yes')).root).toBeNull()
  expect(Bun.spawnSync(['readlink', link]).stdout.toString().trim()).toBe(real)
  expect(Bun.spawnSync(['stat', '-c', '%a', real]).stdout.toString().trim()).toBe('640')
})

test('a key never stands in what is shown', async () => {
  await using world = await doctorWorld()
  world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: 'sk-canary-canary-canary-0001' } })
  const { text } = await world.doctor('--fix', '--yes')
  expect(text).not.toContain('canary')
  expect(world.said()).toContain('ANTHROPIC_AUTH_TOKEN')
  expect(world.said()).not.toContain('canary')
})
