import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { startFault } from './start-fault.ts'

const exited = { how: 'exited', code: 1, stdout: new Uint8Array(), stderr: '' } as const

test('what a program needs to be started', () => {
  using scratch = makeScratch()
  const script = scratch.write('cli.js', '#!/usr/bin/env node\n')
  expect(startFault(script, exited, null)).toMatchObject({ needsNode: true, fact: expect.stringMatching(/no node/) })
  expect(startFault(script, exited, 'v16.20.2')).toMatchObject({
    needsNode: true,
    fact: expect.stringMatching(/18 or newer.*v16\.20\.2/),
  })
  expect(startFault(script, exited, 'v20.1.0')).toEqual({ fact: expect.stringMatching(/status 1/), needsNode: false })
  const gone = scratch.write('a', '#!/opt/none/sh -e\n')
  expect(startFault(gone, exited, null).fact).toContain('/opt/none/sh, which is not there')
})

test('a program of another library or processor', () => {
  using scratch = makeScratch()
  const elf = (loader: string) => scratch.write('elf', `\x7fELF\x02\x01 ${loader}\0`)
  const notStarted = { how: 'not-started', why: 'no-program', code: 'ENOENT' } as const
  expect(startFault(elf('/lib/ld-musl-none.so.1'), notStarted, null).fact).toMatch(/built for musl/)
  expect(startFault(elf('/lib64/ld-linux-none.so.2'), notStarted, null).fact).toMatch(/built for glibc/)
  const foreign = { how: 'not-started', why: 'other', code: 'ENOEXEC' } as const
  expect(startFault(scratch.write('pe', 'MZ'), foreign, null).fact).toMatch(/another system/)
  expect(startFault(scratch.write('x', ''), { how: 'killed', signal: 'SIGILL', stderr: '' }, null).fact).toMatch(
    /SIGILL/,
  )
  expect(startFault(scratch.write('x', ''), { how: 'too-long', stderr: '' }, null).fact).toMatch(/5 seconds/)
})
