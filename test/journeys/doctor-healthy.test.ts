/** The doctor calls nothing wrong where nothing is, and warns of nothing that its owner would not thank it for. */
import { describe, expect, test } from 'bun:test'
import { doctorWorld } from '../kit/doctor-world.ts'
import { canMount } from '../kit/own-mounts.ts'
import { missing } from '../kit/parts.ts'
import { clouds } from '../scenarios/healthy/clouds.ts'
import type { Healthy } from '../scenarios/healthy/healthy.ts'
import { keys } from '../scenarios/healthy/keys.ts'
import { network } from '../scenarios/healthy/network.ts'
import { places } from '../scenarios/healthy/places.ts'

async function isLeftAlone({ set, warns = [], offline }: Healthy): Promise<void> {
  await using world = await doctorWorld()
  await set(world)
  const { code, root, causes, findings, text } = await world.doctor(...(offline === true ? ['--offline'] : []))
  const complaints = findings.filter(({ status }) => status === 'wrong' || status === 'warn')
  expect(complaints.map(({ check, status, summary }) => [check, status, summary])).toEqual(
    warns.map((check) => [check, 'warn', expect.any(String)]),
  )
  expect([code, root, causes.filter(({ status }) => status === 'wrong')]).toEqual([0, null, []])
  // A check that broke says so with the name of its error.
  expect(text).not.toMatch(/the doctor could not look/)
  expect(text).not.toContain(world.key)
}

const can = ({ needs = [] }: Healthy): boolean =>
  needs.every((part) => (part === 'mounts' ? canMount() : !missing(part)))

for (const [what, rows] of Object.entries({ keys, clouds, network, places }))
  describe(what, () => {
    for (const row of rows.filter(({ waits }) => !waits))
      test.skipIf(!can(row))(row.name, () => isLeftAlone(row), 30_000)
  })

// They do nothing for seconds: all at once.
describe('slow', () => {
  for (const row of [...keys, ...network].filter(({ waits }) => waits))
    test.concurrent(row.name, () => isLeftAlone(row), 30_000)
})
