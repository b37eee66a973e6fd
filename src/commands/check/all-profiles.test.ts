import { expect, test } from 'bun:test'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { allVerdicts } from './all-profiles.ts'

test('each profile has a verdict of its own, and one that cannot be asked does not keep the others from being asked', async () => {
  using scratch = makeScratch()
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => Response.json({ data: [] }) })
  const upstream = { url: `http://127.0.0.1:${server.port}` }
  const env = { KEY: 'made-up-key' }
  const { context } = capturedCommand(scratch, {
    profiles: {
      good: { source: { type: 'env', name: 'KEY' }, upstream },
      bad: { source: { type: 'env', name: 'NO_SUCH_KEY' }, upstream },
      unbuilt: { source: { type: 'env', name: 'KEY' }, upstream: { ...upstream, caFile: '/no/such/file.pem' } },
    },
    env,
  })
  const verdicts = await allVerdicts(context, { spend: false })
  expect(verdicts.map(({ profile, failed }) => [profile, failed?.status ?? null])).toEqual([
    ['good', null],
    ['bad', 'wrong'],
    ['unbuilt', 'wrong'],
  ])
  await server.stop(true)
})

test('where there is none, that is said', async () => {
  using scratch = makeScratch()
  const { context } = capturedCommand(scratch)
  expect(allVerdicts(context, { spend: false })).rejects.toThrow('no profile')
})
