/** A helper that asks a keyring, and the keyring does not answer: the doctor names the keyring, not the helper. */
import { describe, expect } from 'bun:test'
import { asking } from '../kit/asking-keyring.ts'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { needs } from '../kit/parts.ts'
import { keyring } from '../scenarios/doctor/keyring.ts'

const parts = ['dbus', 'gnome-keyring', 'secret-tool'] as const

needs(...parts)('an open keyring is none of the helper’s troubles', async () => {
  await using world = await doctorWorld()
  await asking(world)
  const report = await world.doctor()
  expect(report.root).toBeNull()
  expect(report.findings.find(({ check }) => check === 'keyring-open')).toMatchObject({ status: 'ok' })
})

describe('the doctor names', () => tellAll(keyring))

needs(...parts)(
  'a source of warmkey that asks a locked keyring is said, and stops nobody else',
  async () => {
    await using world = await doctorWorld()
    await (await asking(world)).lock()
    world.settings('user', {})
    world.env.ANTHROPIC_AUTH_TOKEN = world.key
    const source = { type: 'command', command: 'secret-tool lookup service claude' }
    const profiles = { work: { source, upstream: { url: world.upstream.url } } }
    world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ profiles }))
    expect(
      (await world.doctor('--only', 'keyring-open')).findings.find(({ check }) => check === 'keyring-open'),
    ).toMatchObject({
      status: 'warn',
      summary: expect.stringContaining('The source of the profile "work" asks the keyring'),
    })
  },
  30_000,
)
