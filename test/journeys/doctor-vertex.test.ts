/** Vertex, with the token that Google gives: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { follow } from '../kit/obedient.ts'
import { missing } from '../kit/parts.ts'
import { vertexGateways, vertexModels, vertexProjects, vertexTokens } from '../scenarios/doctor/vertex.ts'

for (const [what, scenarios] of Object.entries({ vertexTokens, vertexProjects, vertexModels, vertexGateways }))
  describe(`the doctor on Google, ${what}`, () => tellAll(scenarios))

/** Each way to a token, to a project and to a gateway once. */
const cured = [
  ...vertexTokens.slice(0, 1),
  ...vertexTokens.slice(3, 4),
  ...vertexProjects.slice(-1),
  ...vertexGateways.slice(1),
]

describe.skipIf(missing('claude-2.1.329'))('the real Claude Code on Vertex answers after the cure', () => {
  for (const scenario of cured)
    test(scenario.name, async () => {
      await using world = await doctorWorld()
      await scenario.set(world)
      const { root, findings } = await world.doctor()
      await follow(findings.find(({ check }) => check === root)?.fix ?? '', world)
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    }, 30_000)
})

test('a program that nobody has allowed is not run', async () => {
  await using world = await doctorWorld()
  const scenario = vertexTokens.find(({ root }) => root === 'google-credentials')
  await scenario?.set(world)
  const { root, findings } = await world.doctor()
  expect([root, existsSync(world.scratch.path('program-ran'))]).toEqual(['google-credentials', false])
  await follow(findings.find(({ check }) => check === root)?.fix ?? '', world)
  expect([(await world.doctor()).root, existsSync(world.scratch.path('program-ran'))]).toEqual([null, true])
}, 20_000)
