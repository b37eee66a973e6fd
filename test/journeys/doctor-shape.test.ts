/** What people put where a key belongs: the doctor says what it is, and takes the key out of it where it is in there. */
import { describe, expect, test } from 'bun:test'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { shape } from '../scenarios/doctor/shape.ts'

describe('the doctor names', () => tellAll(shape))

test('a key of somebody else is said to be one when it is refused', async () => {
  await using world = await doctorWorld()
  world.env.ANTHROPIC_AUTH_TOKEN = `gsk_${'Fake0Groq0'.repeat(5)}`
  const found = (await world.doctor()).findings.find(({ check }) => check === 'credential-accepted')
  expect(JSON.stringify(found)).toContain('looks like a Groq key')
  expect(found?.status).toBe('wrong')
})
