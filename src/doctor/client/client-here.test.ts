import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { clientHere } from './client-here.ts'

const { signal } = new AbortController()
const benchOf = (env: Record<string, string>, home: string, cwd = home) =>
  createBench({
    world: { ...paperWorld({ env }), home, cwd, platform: process.platform },
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: [],
    model: null,
    spend: false,
  })

test('it is asked once, however many want to know', async () => {
  using scratch = makeScratch()
  const log = scratch.path('log')
  scratch.write('bin/claude', `#!/bin/sh\necho run >> ${log}\necho "2.1.9 (Claude Code)"\n`, 0o700)
  const bench = benchOf({ PATH: `${scratch.path('bin')}:/usr/bin:/bin` }, scratch.root)
  const all = await Promise.all([clientHere(bench, signal), clientHere(bench, signal)])
  expect(all.map(({ first }) => first?.version)).toEqual(['2.1.9', '2.1.9'])
  expect(scratch.read('log')).toBe('run\n')
})

test('what lies in the project is not run', async () => {
  using scratch = makeScratch()
  const log = scratch.path('log')
  scratch.write('home/x', '')
  scratch.write('project/bin/claude', `#!/bin/sh\necho run >> ${log}\necho 2.1.9\n`, 0o700)
  const env = { PATH: `${scratch.path('project/bin')}:/usr/bin:/bin` }
  const { first, fault } = await clientHere(benchOf(env, scratch.path('home'), scratch.path('project')), signal)
  expect([first?.path, first?.version, fault]).toEqual([scratch.path('project/bin/claude'), null, null])
  expect(scratch.read('log')).toBe('')
})

test('a node of the project is not run either', async () => {
  using scratch = makeScratch()
  const log = scratch.path('log')
  scratch.write('home/bin/claude', '#!/usr/bin/env node\n', 0o700)
  scratch.write('project/node_modules/.bin/node', `#!/bin/sh\necho run >> ${log}\n`, 0o700)
  const env = { PATH: `${scratch.path('project/node_modules/.bin')}:${scratch.path('home/bin')}:/usr/bin:/bin` }
  await clientHere(benchOf(env, scratch.path('home'), scratch.path('project')), signal)
  expect(scratch.read('log')).toBe('')
})

test('why one does not start', async () => {
  using scratch = makeScratch()
  scratch.write('bin/claude', '#!/usr/bin/env node\n', 0o700)
  scratch.write('node/node', '#!/bin/sh\n[ "$1" = --version ] && echo v16.20.2\n', 0o700)
  const path = `${scratch.path('bin')}:${scratch.path('node')}`
  const { fault } = await clientHere(benchOf({ PATH: path }, scratch.root), signal)
  expect(fault).toMatchObject({ needsNode: true, fact: expect.stringContaining('v16.20.2') })
})
