import { expect, test } from 'bun:test'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import type { Connection } from '../../clients/settings/connection.ts'
import type { WarmkeyContext } from '../context.ts'
import { prove } from './proof.ts'

const connection = { program: { command: 'tool', version: [], prove: ['ask'] } } as unknown as Connection
const flags = { prove: true, yes: true, json: false }

const context = (scratch: Scratch) =>
  ({
    process: { stdin: { isTTY: false } },
    env: { PATH: '/usr/bin:/bin', HOME: scratch.root, XDG_STATE_HOME: scratch.path('state') },
    home: scratch.root,
    cwd: scratch.root,
    platform: process.platform,
  }) as unknown as WarmkeyContext

test('nothing is asked unless it was wanted, and of a tool that is there', async () => {
  using scratch = makeScratch()
  const path = scratch.write('tool', '#!/bin/sh\necho ran > ran; echo ready\n', 0o755)
  const installed = { path, version: null }
  const input = { profile: 'work', mode: 'gateway' as const }
  expect(
    await prove(context(scratch), connection, installed, { ...input, flags: { ...flags, prove: false } }),
  ).toBeNull()
  expect(await prove(context(scratch), connection, null, { ...input, flags })).toBeNull()
  expect(scratch.read('ran')).toBe('')
  // Without a daemon nobody can say which way it went.
  expect(await prove(context(scratch), connection, installed, { ...input, flags })).toEqual({
    answered: true,
    text: 'ready',
    through: null,
  })
  expect(scratch.read('ran')).toBe('ran\n')
})
