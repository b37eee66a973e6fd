import type { DoctorWorld } from './doctor-world.ts'
import { type KeyringBus, keyringPassword, startKeyring } from './keyring.ts'

/** A keyring with the key in it, a helper that asks for it, and a person who knows the password. */
export async function asking(world: DoctorWorld): Promise<KeyringBus> {
  const keyring = await startKeyring()
  world.keep(async () => keyring[Symbol.asyncDispose]())
  delete world.env.ANTHROPIC_AUTH_TOKEN
  const helper = world.scratch.write('home/key.sh', '#!/bin/sh\nsecret-tool lookup service claude\n', 0o700)
  world.settings('user', { apiKeyHelper: helper })
  Object.assign(world.env, keyring.env)
  await keyring.store('claude', world.key)
  world.knows.set('the password', keyringPassword)
  return keyring
}
