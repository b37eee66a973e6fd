import { expect, test } from 'bun:test'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'
import { unpacked } from './archive.ts'

test('nobody can be asked: nothing is written, and JSON says what would be', async () => {
  await using world = await doctorWorld()
  expect(await world.run('report')).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
  const { code, out } = await world.run('report', '--json')
  const { file, entries } = JSON.parse(out)
  expect([code, file, entries[0]]).toEqual([
    0,
    null,
    { name: 'README.txt', bytes: expect.any(Number), holds: 'this list' },
  ])
  expect(readdirSync(world.scratch.path('project'))).toEqual(['readme'])
})

test('it is written for its owner alone, and never over a file', async () => {
  await using world = await doctorWorld()
  const file = world.scratch.path('project/r.tar.gz')
  const { code, out } = await world.run('report', '--yes', '--output', 'r.tar.gz')
  expect([code, out]).toEqual([0, expect.stringContaining(`Written: ${file}`)])
  expect(out).toContain('doctor.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const before = await Bun.file(file).bytes()
  expect((await unpacked(before))?.map(({ name }) => name)).toContain('versions.json')
  expect(await world.run('report', '--yes', '-o', 'r.tar.gz')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is there already'),
  })
  expect(await Bun.file(file).bytes()).toEqual(before)
  const elsewhere = await world.run('report', '--yes', '-o', 'no/such/r.tar.gz')
  expect([elsewhere.code, existsSync(world.scratch.path('project/no'))]).toEqual([2, false])
})
