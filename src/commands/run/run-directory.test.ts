import { expect, test } from 'bun:test'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { openRunDirectory } from './run-directory.ts'

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

test('what killed runs left behind goes, what living ones use stays', async () => {
  using scratch = makeScratch()
  const dead = Bun.spawn(['true'])
  await dead.exited
  scratch.write(`state/runs/${dead.pid}-aaaa/settings.json`, '{}')
  scratch.write(`state/runs/${process.pid}-bbbb/settings.json`, '{}')
  scratch.write('state/runs/1-cccc/settings.json', '{}')
  scratch.write('state/runs/something-else/file', '')
  openRunDirectory(scratch.path('state'), 'linux').remove()
  expect(readdirSync(scratch.path('state/runs')).sort()).toEqual(
    ['1-cccc', 'something-else', `${process.pid}-bbbb`].sort(),
  )
  expect(existsSync(scratch.path(`state/runs/${dead.pid}-aaaa`))).toBe(false)
})
