import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'
import { checks } from '../../doctor/checks/index.ts'

test('a machine on which all is well', async () => {
  await using world = await doctorWorld()
  const { code, root, causes, findings } = await world.doctor()
  expect([code, root]).toEqual([0, null])
  expect(findings.map(({ check }) => check)).toEqual(checks.map(({ id }) => id))
  expect(causes.map(({ status }) => status)).toEqual(['ok', 'n/a', 'ok', 'ok', 'ok'])
})

test('--offline asks nobody', async () => {
  await using world = await doctorWorld()
  expect((await world.doctor('--offline')).code).toBe(0)
  expect(world.upstream.seen).toEqual([])
})

test('--only takes what it rests on with it, and an unknown one is named', async () => {
  await using world = await doctorWorld()
  const { findings } = await world.doctor('--only', 'base-url')
  expect(findings.map(({ check }) => check)).toEqual([
    'directories',
    'files-readable',
    'settings-files',
    'settings-values',
    'endpoint-host',
    'base-url',
  ])
  expect(world.doctor('--only', 'bas-url')).rejects.toThrow('There is no check "bas-url"')
})

test('what a project names is not contacted, and its helper is not run', async () => {
  await using world = await doctorWorld()
  delete world.env.ANTHROPIC_BASE_URL
  const trace = world.scratch.path('trace')
  world.settings('project', { env: { ANTHROPIC_BASE_URL: world.upstream.url }, apiKeyHelper: `touch ${trace}` })
  await world.doctor()
  expect(world.upstream.seen).toEqual([])
  expect(world.scratch.read('trace')).toBe('')
  expect(await Bun.file(trace).exists()).toBe(false)
})
