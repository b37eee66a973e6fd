import { expect, test } from 'bun:test'
import { readdirSync, statSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { openRunDirectory, runPrefix } from './run-directory.ts'

test('files of a run are for its user alone and end with it', () => {
  using scratch = makeScratch()
  const directory = openRunDirectory(scratch.path('state'), 'linux')
  const path = directory.write('settings.json', '{}')
  const mode = (of: string) => statSync(of).mode & 0o777
  expect([mode(path), mode(path.replace('/settings.json', '')), mode(scratch.path('state/runs'))]).toEqual([
    0o600, 0o700, 0o700,
  ])
  directory.remove()
  expect(readdirSync(scratch.path('state/runs'))).toEqual([])
})

test('what killed runs left behind goes; what living ones use, here or on another machine, stays', async () => {
  using scratch = makeScratch()
  const dead = Bun.spawn(['true'])
  await dead.exited
  const names = {
    dead: `${runPrefix(dead.pid)}aaaa`,
    own: `${runPrefix(process.pid)}bbbb`,
    first: `${runPrefix(1)}cccc`,
    elsewhere: `00000000-${dead.pid}-dddd`,
    other: 'something-else',
  }
  for (const name of Object.values(names)) scratch.write(`state/runs/${name}/settings.json`, '{}')
  openRunDirectory(scratch.path('state'), 'linux').remove()
  const { dead: _, ...kept } = names
  expect(readdirSync(scratch.path('state/runs')).sort()).toEqual(Object.values(kept).sort())
})
