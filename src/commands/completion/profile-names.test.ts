import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { profileNames } from './profile-names.ts'

test('a broken configuration has no names, and says nothing', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles: { work: {} } })
  expect(await profileNames.call(seen.context, '')).toEqual([])
  expect([seen.out, seen.err]).toEqual(['', ''])
})
