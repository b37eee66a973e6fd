import { afterAll, describe, expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { createBench } from '../bench.ts'
import { runHelper } from './helper-run.ts'

const scratch = makeScratch()
afterAll(() => scratch[Symbol.dispose]())
const { signal } = new AbortController()
const bench = createBench({
  world: paperWorld({ env: { PATH: '/usr/bin:/bin', KEY: 'from-env' }, home: scratch.root, cwd: scratch.root }),
  clock: systemClock,
  config: { kind: 'absent', file: '' },
  args: [],
  model: null,
  spend: false,
})
const run = (command: string) => runHelper(bench, { command, place: 'settings' }, signal)

describe.skipIf(process.platform === 'win32')('a helper, run as the client runs it', () => {
  test('one line is the key, which is not shown', async () => {
    const came = await run('echo "$KEY"')
    expect(came).toMatchObject({ end: 'exited', code: 0, lines: 1, characters: 8, complaint: '' })
    expect(came.key).toMatchObject({ name: 'apiKeyHelper', place: 'settings', header: 'both' })
    expect(Bun.inspect(came)).not.toContain('from-env')
  })

  test('two lines are none', async () => {
    expect(await run('echo hello; echo key')).toMatchObject({ lines: 2, key: null })
  })

  test('what it says when it fails, without the key in it', async () => {
    const came = await run('echo sk-ant-api03-canarycanary; echo "no luck with sk-ant-api03-canarycanary" >&2; exit 7')
    expect(came).toMatchObject({ code: 7 })
    expect(came.complaint).toStartWith('no luck with')
    expect(came.complaint).not.toContain('canary')
  })

  test('one that is not there', async () => {
    expect(await run('/nowhere/helper')).toMatchObject({ end: 'exited', code: 127, key: null })
  })
})
