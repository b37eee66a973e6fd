import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { askInstalled, findInstalled } from './installed.ts'

const program = { command: 'tool', version: ['--version'], prove: ['ask', 'one word'] }
const place = (scratch: Scratch) => ({
  env: { PATH: `${scratch.path('bin')}:/usr/bin:/bin`, GAP: undefined, WORD: 'hello' },
  cwd: scratch.root,
  platform: process.platform,
})
const install = (scratch: Scratch, body: string) => scratch.write('bin/tool', `#!/bin/sh\n${body}\n`, 0o755)

test('the tool that a shell would start, and the version that it tells', () => {
  using scratch = makeScratch()
  expect(findInstalled(program, place(scratch))).toBeNull()
  const path = install(scratch, 'echo "2.1.329 (Claude Code)"')
  expect(findInstalled(program, place(scratch))).toEqual({ path, version: '2.1.329' })
  install(scratch, 'exit 3')
  expect(findInstalled(program, place(scratch))).toEqual({ path, version: null })
  scratch.write('bin/tool', 'no program', 0o755)
  expect(findInstalled(program, place(scratch))).toEqual({ path, version: null })
})

test.each<[string, string, { answered: boolean; text: string }]>([
  ['an answer', 'echo "$1 $2: $WORD"', { answered: true, text: 'ask one word: hello' }],
  ['a failure', 'echo no >&2; exit 1', { answered: false, text: 'no' }],
  ['silence', 'exit 0', { answered: false, text: 'nothing at all' }],
  ['a key in the answer', 'echo sk-ant-fake-0123456789abcdef', { answered: true, text: '[secret]' }],
  ['much', 'head -c 1000 /dev/zero | tr "\\0" x', { answered: true, text: `${'x'.repeat(300)}…` }],
])('%s', async (_, body, wanted) => {
  using scratch = makeScratch()
  expect(await askInstalled(install(scratch, body), program, place(scratch))).toEqual(wanted)
})
