/** A helper that asks a keyring, and the keyring does not answer: the doctor names the keyring, not the helper. */
import { describe, expect, test } from 'bun:test'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'
import { keyringPassword, startKeyring } from '../kit/keyring.ts'
import { needs } from '../kit/parts.ts'

const parts = ['dbus', 'gnome-keyring', 'secret-tool'] as const

/** A keyring with the key in it, and a helper that asks for it. */
async function asking(world: DoctorWorld, { daemon = true } = {}) {
  const keyring = await startKeyring({ daemon })
  world.keep(async () => keyring[Symbol.asyncDispose]())
  delete world.env.ANTHROPIC_AUTH_TOKEN
  const helper = world.scratch.write('home/key.sh', '#!/bin/sh\nsecret-tool lookup service claude\n', 0o700)
  world.settings('user', { apiKeyHelper: helper })
  Object.assign(world.env, keyring.env)
  if (daemon) await keyring.store('claude', world.key)
  return keyring
}
const typed = async (world: DoctorWorld, command: string): Promise<void> => {
  const child = Bun.spawn(['sh', '-c', command], {
    env: world.env,
    stdin: new Blob([`${keyringPassword}\n`]),
    stdout: 'ignore',
    stderr: 'ignore',
  })
  await child.exited
}
/** Types what the last line of the report says, password and all. */
const follow = async (world: DoctorWorld): Promise<void> => {
  const report = await world.doctor()
  const fix = report.findings.find(({ check }) => check === report.root)?.fix ?? ''
  await typed(world, fix.replace(/^Type: /, ''))
}

needs(...parts)('an open keyring is none of the helper’s troubles', async () => {
  await using world = await doctorWorld()
  await asking(world)
  const report = await world.doctor()
  expect(report.root).toBeNull()
  expect(report.findings.find(({ check }) => check === 'keyring-open')).toMatchObject({ status: 'ok' })
})

describe('the doctor names', () => {
  const scenarios: readonly Scenario[] = [
    {
      name: 'a keyring that is locked',
      set: async (world) => (await asking(world)).lock(),
      root: 'keyring-open',
      cause: 'helper-failure',
      fix: /gnome-keyring-daemon --replace --unlock/,
      cure: follow,
    },
    {
      name: 'a keyring that nobody keeps',
      set: async (world) => void (await asking(world, { daemon: false })),
      root: 'keyring-open',
      cause: 'helper-failure',
      fix: /gnome-keyring-daemon/,
    },
    {
      name: 'no session bus, as over SSH',
      set: async (world) => {
        await asking(world)
        for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR']) delete world.env[name]
      },
      root: 'keyring-open',
      cause: 'helper-failure',
      fix: /export DBUS_SESSION_BUS_ADDRESS=/,
    },
  ]
  for (const scenario of scenarios) needs(...parts)(scenario.name, () => tell(scenario), 30_000)
})

needs(...parts)(
  'a source of warmkey that asks a locked keyring is said, and stops nobody else',
  async () => {
    await using world = await doctorWorld()
    const keyring = await asking(world)
    await keyring.lock()
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

describe('the keychain of macOS', () => {
  const keychain = (name: string, code: number, fix: RegExp): Scenario => ({
    name,
    set: (world) => {
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.env.PATH = `${world.scratch.path('bin')}:${world.env.PATH}`
      world.scratch.write(
        'bin/security',
        `#!/bin/sh\necho 'security: SecKeychainSearchCopyNext: failed' >&2\nexit ${code}\n`,
        0o700,
      )
      world.settings('user', { apiKeyHelper: 'security find-generic-password -s "claude key" -a me -w' })
    },
    root: 'keyring-open',
    cause: 'helper-failure',
    fix,
    cure: (world) => void world.scratch.write('bin/security', `#!/bin/sh\necho '${world.key}'\n`, 0o700),
  })
  const scenarios = [
    keychain('locked, as over SSH', 36, /Type: security unlock-keychain/),
    keychain('without the item', 44, /security add-generic-password .*-s 'claude key' -w/),
    keychain('with another password', 51, /Type: security unlock-keychain/),
  ]
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 30_000)
})
