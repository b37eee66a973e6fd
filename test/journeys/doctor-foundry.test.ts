/** Foundry, with the token that Azure gives: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { follow } from '../kit/obedient.ts'
import { missing } from '../kit/parts.ts'
import { foundryApplications, foundryKeys, foundryLogins, foundryResources } from '../scenarios/doctor/foundry.ts'

for (const [what, scenarios] of Object.entries({ foundryLogins, foundryApplications, foundryResources, foundryKeys }))
  describe(`the doctor on Azure, ${what}`, () => tellAll(scenarios))

/** Each way to a token, an address and a key once. */
const cured = [
  ...foundryApplications.slice(0, 1),
  ...foundryApplications.slice(5, 6),
  ...foundryResources.slice(-1),
  ...foundryKeys.slice(0, 1),
]

describe.skipIf(missing('claude-2.1.329'))('the real Claude Code on Foundry answers after the cure', () => {
  for (const scenario of cured)
    test(scenario.name, async () => {
      await using world = await doctorWorld()
      await scenario.set(world)
      const { root, findings } = await world.doctor()
      await follow(findings.find(({ check }) => check === root)?.fix ?? '', world)
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    }, 30_000)
})
