import { expect, test } from 'bun:test'
import { startEmulator } from '../../../emulator/emulator.ts'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { proveProfile } from './prove-profile.ts'

test('without a daemon the source is asked, and an unknown name is said with those that there are', async () => {
  using scratch = makeScratch()
  const upstream = await startEmulator()
  upstream.accept('made-up-key')
  const work = { source: { type: 'env', name: 'K' }, upstream: { url: upstream.url } }
  const { context } = capturedCommand(scratch, { profiles: { work }, env: { K: 'made-up-key' } })
  expect(await proveProfile(context, 'work')).toMatchObject({ outcome: 'answered', profile: 'work' })
  expect(proveProfile(context, 'home')).rejects.toThrow('There is no profile "home"')
  await upstream.close()
})
