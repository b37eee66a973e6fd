import { expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { besidePath, isOfProject, onPath } from './installations.ts'

const worldOf = (scratch: Scratch, path = ''): ClientWorld =>
  ({
    env: { PATH: path },
    home: scratch.path('home'),
    cwd: scratch.path('project'),
    platform: 'linux',
    read: () => null,
    list: () => [],
    policies: { machine: null, user: null },
  }) satisfies ClientWorld

test('the PATH in its order, each file once, and what cannot be started', () => {
  using scratch = makeScratch()
  scratch.write('versions/share/claude/versions/2.1.9', '', 0o700)
  for (const folder of ['a', 'b', 'c', 'd']) mkdirSync(scratch.path(folder))
  symlinkSync(scratch.path('versions/share/claude/versions/2.1.9'), scratch.path('a/claude'))
  symlinkSync(scratch.path('a/claude'), scratch.path('b/claude'))
  symlinkSync(scratch.path('gone'), scratch.path('c/claude'))
  const flat = scratch.write('d/claude', '')
  const path = ['a', 'b', 'c', 'd'].map(scratch.path).join(':')
  const { found, broken } = onPath(worldOf(scratch, `.:${path}:`), (file) => file !== flat)
  expect(found).toMatchObject([{ path: scratch.path('a/claude'), manner: 'native', version: '2.1.9' }])
  expect(broken).toEqual([
    { path: scratch.path('c/claude'), why: 'dangling' },
    { path: flat, why: 'not-executable' },
  ])
})

test('one that no shell finds, at the prefix of npm', () => {
  using scratch = makeScratch()
  scratch.write('home/.npmrc', 'prefix = ~/own\n')
  scratch.write('home/own/lib/node_modules/@anthropic-ai/claude-code/package.json', '{"version":"2.1.8"}')
  scratch.write('home/own/lib/node_modules/@anthropic-ai/claude-code/cli.js', '')
  mkdirSync(scratch.path('home/own/bin'))
  symlinkSync('../lib/node_modules/@anthropic-ai/claude-code/cli.js', scratch.path('home/own/bin/claude'))
  const mine = besidePath(worldOf(scratch)).filter(({ path }) => path.startsWith(scratch.root))
  expect(mine).toMatchObject([{ path: scratch.path('home/own/bin/claude'), manner: 'npm', version: '2.1.8' }])
})

test('what lies in the project is of the project, unless that is the home', () => {
  using scratch = makeScratch()
  const world = worldOf(scratch)
  mkdirSync(scratch.path('project'))
  expect(isOfProject(scratch.path('project/node_modules/.bin/claude'), world)).toBe(true)
  expect(isOfProject(scratch.path('home/bin/claude'), world)).toBe(false)
  expect(isOfProject(scratch.path('project2/claude'), world)).toBe(false)
  expect(isOfProject(scratch.path('home/bin/claude'), { ...world, cwd: world.home })).toBe(false)
})
