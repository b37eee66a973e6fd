/** What the doctor mends is mended for the real Claude Code: it answers after the fix, and what was wrong is back after the undo. */
import { describe, expect, test } from 'bun:test'
import { type DoctorWorld, doctorWorld, onePromptOf } from '../kit/doctor-world.ts'
import { missing } from '../kit/parts.ts'

const version = '2.1.329'

const stories: readonly (readonly [string, (world: DoctorWorld) => void])[] = [
  [
    'a dead key in settings hides the one of the shell',
    (world) => world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: 'sk-made-up-and-dead' } }),
  ],
  ['null in the settings of a project', (world) => world.settings('project', { env: { ANTHROPIC_AUTH_TOKEN: null } })],
  [
    'a comment drops the settings that name the address',
    (world) => {
      const { ANTHROPIC_BASE_URL } = world.env
      world.env.ANTHROPIC_BASE_URL = 'http://127.0.0.1:9'
      world.settings('user', `{ // ours\n "env": { "ANTHROPIC_BASE_URL": "${ANTHROPIC_BASE_URL}" } }`)
    },
  ],
  [
    '/v1 at the end of the address in settings',
    (world) => world.settings('user', { env: { ANTHROPIC_BASE_URL: `${world.upstream.url}/v1` } }),
  ],
]

describe.skipIf(missing(`claude-${version}`))('Claude Code answers after `warmkey doctor --fix`', () => {
  for (const [name, set] of stories) {
    test(name, async () => {
      await using world = await doctorWorld()
      set(world)
      expect((await onePromptOf(world)).code).not.toBe(0)
      expect((await world.doctor('--fix', '--yes')).root).toBeNull()
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
      await world.undo()
      expect((await onePromptOf(world)).code).not.toBe(0)
    })
  }
})
