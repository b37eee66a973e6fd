/** The helper of somebody, wrong in one way: the doctor runs it as Claude Code does, and names what it is about. */
import { describe, expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'

/** A script in the home directory as the helper; `text` as it is, first line and all. */
const script = (world: DoctorWorld, text: string): string => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  const path = world.scratch.write('home/get-key', text, 0o700)
  world.settings('user', { apiKeyHelper: path })
  return path
}
const mended = (world: DoctorWorld): void => void script(world, `#!/bin/sh\necho '${world.key}'\n`)
const failing = (name: string, text: (world: DoctorWorld) => string, fix: RegExp, told: Partial<Scenario> = {}) => ({
  name,
  set: (world: DoctorWorld) => void script(world, text(world)),
  root: 'helper-runs' as const,
  cause: 'helper-failure' as const,
  fix,
  cure: mended,
  ...told,
})

const scenarios: readonly Scenario[] = [
  failing('a script with line ends of Windows', ({ key }) => `#!/bin/sh\r\necho '${key}'\r\n`, /Type: perl -pi -e/, {
    cure: (world) => {
      const path = world.scratch.path('home/get-key')
      Bun.spawnSync(['perl', '-pi', '-e', 's/\\r$//', path])
      chmodSync(path, 0o700)
    },
  }),
  failing(
    'a script whose interpreter is not there',
    () => '#!/usr/bin/env nodexyz\nconsole.log(1)\n',
    /Install nodexyz/,
  ),
  failing('a tool that is not installed', () => '#!/bin/sh\nvaultxyz kv get secret\n', /Install vaultxyz/),
  failing(
    'a tool that is not installed, before a pipe',
    () => '#!/bin/sh\nvaultxyz kv get secret | tr -d x\n',
    /vaultxyz/,
  ),
  failing('a helper that reads its stdin', ({ key }) => `#!/bin/sh\nread answer; echo '${key}'\n`, /<\/dev\/null/, {
    cause: 'timeout',
  }),
  failing('a helper that asks on the terminal', () => '#!/bin/sh\nread answer </dev/tty || exit 3\n', /asks nobody/),
  failing('a helper that is killed', () => '#!/bin/sh\nkill -9 $$\n', /Type: sh -c/),
  failing('a helper that prints too much', () => '#!/bin/sh\nhead -c 20000 /dev/zero | tr "\\0" a\n', /Type: sh -c/),
  {
    name: 'a ~ in quotes',
    set: (world) => {
      mended(world)
      world.settings('user', { apiKeyHelper: '"~/get-key"' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
    fix: /"\$HOME\/get-key"/,
    cure: (world) => void world.settings('user', { apiKeyHelper: '"$HOME/get-key"' }),
  },
  {
    name: 'a tool that only a login shell finds',
    set: (world) => {
      world.scratch.write('home/.local/bin/mint-key', `#!/bin/sh\necho '${world.key}'\n`, 0o700)
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', { apiKeyHelper: 'mint-key' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
    fix: /Type: export PATH=\S+\/home\/\.local\/bin:\$PATH/,
    cure: (world) => {
      world.env.PATH = `${world.scratch.path('home/.local/bin')}:${world.env.PATH}`
    },
  },
  {
    name: 'an alias of somebody’s shell',
    set: (world) => {
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.scratch.write('home/.bashrc', `alias mint-key='echo made-up'\n`)
      world.settings('user', { apiKeyHelper: 'mint-key' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
    fix: /the command that mint-key stands for/,
    cure: mended,
  },
]

describe('the doctor names', () => {
  // Two seconds are waited until it is clear that somebody reads what never comes.
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 30_000)
})

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
