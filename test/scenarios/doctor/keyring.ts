/** A helper that asks a keyring, and the keyring does not answer. */
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { asking } from '../../kit/asking-keyring.ts'
import type { Scenario } from '../../kit/doctor-world.ts'
import { endBus } from '../../kit/keyring.ts'

const told = { root: 'keyring-open', cause: 'helper-failure' } as const
const needs = ['dbus', 'gnome-keyring', 'secret-tool'] as const

const overSsh: Scenario = {
  name: 'no session bus, as over SSH',
  set: async (world) => {
    await asking(world)
    for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR']) delete world.env[name]
    // The person starts one, which is nobody else's to end.
    world.keep(() => endBus(world.env.DBUS_SESSION_BUS_ADDRESS ?? ''))
  },
  ...told,
  needs,
  fix: /export DBUS_SESSION_BUS_ADDRESS=/,
}

const desktops: readonly Scenario[] = [
  {
    name: 'a keyring that is locked',
    set: async (world) => (await asking(world)).lock(),
    ...told,
    needs,
  },
  {
    name: 'a keyring that nobody keeps',
    set: async (world) => (await asking(world)).end(),
    ...told,
    needs,
  },
  // Where this user has a bus of his own, the line leads to that, and no test touches it.
  ...(existsSync(`/run/user/${userInfo().uid}/bus`) ? [] : [overSsh]),
]

const keychain = (name: string, code: number, command: string): Scenario => ({
  name: `the keychain of macOS, ${name}`,
  set: (world) => {
    delete world.env.ANTHROPIC_AUTH_TOKEN
    world.env.USER = 'me'
    world.env.PATH = `${world.scratch.path('bin')}:${world.env.PATH}`
    const security = (script: string) => world.scratch.write('bin/security', `#!/bin/sh\n${script}\n`, 0o700)
    security(`echo 'security: SecKeychainSearchCopyNext: failed' >&2\nexit ${code}`)
    world.settings('user', { apiKeyHelper: 'security find-generic-password -s "claude key" -a me -w' })
    world.does.set(`security ${command.replace('~', world.env.HOME ?? '')}`, () => security(`echo '${world.key}'`))
  },
  ...told,
})

const unlock = 'unlock-keychain ~/Library/Keychains/login.keychain-db'

export const keyring: readonly Scenario[] = [
  ...desktops,
  keychain('locked, as over SSH', 36, unlock),
  keychain('without the item', 44, 'add-generic-password -U -a me -s claude key -w'),
  keychain('with another password', 51, unlock),
]
