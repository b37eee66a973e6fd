/** The helper of somebody, wrong in one way: the doctor runs it as Claude Code does, and names what it is about. */
import { describe, expect, test } from 'bun:test'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { keyHelper } from '../scenarios/doctor/key-helper.ts'

/** A script in the home directory as the helper; `text` as it is, first line and all. */
const script = (world: DoctorWorld, text: string): string => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  const path = world.scratch.write('home/get-key', text, 0o700)
  world.settings('user', { apiKeyHelper: path })
  return path
}
const mended = (world: DoctorWorld): void => void script(world, `#!/bin/sh\necho '${world.key}'\n`)

// Two seconds are waited until it is clear that somebody reads what never comes.
describe('the doctor names', () => tellAll(keyHelper))

const ttl = (name: string, value: string, says: RegExp, fix: RegExp): Surprise => ({
  name,
  set: (world) => {
    mended(world)
    world.env.CLAUDE_CODE_API_KEY_HELPER_TTL_MS = value
  },
  check: 'helper-ttl',
  says,
  fix,
})

const surprises: readonly Surprise[] = [
  ttl('a TTL with a unit', '5m', /reads as 5 ms/, /Type: export CLAUDE_CODE_API_KEY_HELPER_TTL_MS=300000/),
  ttl('a negative TTL', '-1', /kept for 5 min/, /300000/),
  ttl('a TTL of nothing', '0', /nearly every request/, /300000/),
  {
    name: 'a helper that takes its time',
    set: (world) => void script(world, `#!/bin/sh\nsleep 4.2; echo '${world.key}'\n`),
    check: 'helper-runs',
    says: /takes 4\.\d s/,
    fix: /./,
  },
]

for (const surprise of surprises)
  test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise), 30_000)

test('what a tool complains of is told in words', async () => {
  await using world = await doctorWorld()
  script(
    world,
    '#!/bin/sh\necho "Error when retrieving token from sso: Token has expired and refresh failed" >&2\nexit 255\n',
  )
  const { findings } = await world.doctor('--offline')
  const found = findings.find(({ check }) => check === 'helper-runs')
  expect(JSON.stringify(found)).toMatch(/what that means: .*aws sso login/)
}, 30_000)

test('what a helper says on stderr is shown without what may be a secret', async () => {
  await using world = await doctorWorld()
  const secret = 'hvs.CAESIMade0UpVaultTokenThatNobodyHas0123456789'
  script(world, `#!/bin/sh\necho 'token=${secret} is denied' >&2\nexit 3\n`)
  const { text, root } = await world.doctor('--offline')
  expect(root).toBe('helper-runs')
  expect(text).toContain('is denied')
  expect(text).not.toContain(secret)
})
