/** A person who has a Vault and nothing else: `init` finds it, asks which secret, reads the key and sends it to the API. */
import { expect } from 'bun:test'
import { statSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { warmkey } from '../kit/living-client.ts'
import { makeScratch } from '../kit/scratch.ts'
import { openTerminal } from '../kit/terminal.ts'
import { needsVault, startVault } from '../kit/vault.ts'

const key = 'fake-vault-key-0123456789abcdef'

needsVault('tmux')('a real Vault, its token in a file, and a key that is good', async () => {
  using scratch = makeScratch()
  await using vault = await startVault()
  await vault.admin('POST', 'secret/data/claude', { data: { key } })
  const upstream = await startEmulator()
  upstream.accept(key)
  scratch.write('home/.vault-token', vault.rootToken)
  scratch.write('project/readme', '')
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
    VAULT_ADDR: vault.address,
  }
  await using terminal = await openTerminal(scratch, { env, cwd: scratch.path('project') })
  await terminal.line(`${warmkey} init`)
  await terminal.shows(`● Secret in Vault at ${vault.address} (VAULT_ADDR, token in`)
  await terminal.press('Enter')
  await terminal.shows('The secret, as in the API')
  await terminal.line('secret/claude')
  await terminal.shows('Address of the API')
  await terminal.press('C-u')
  await terminal.line(upstream.url)
  await terminal.shows('Name of the profile')
  await terminal.press('Enter')
  const tried = await terminal.shows('Write this to')
  expect(tried).toContain('The API answered GET /v1/models with 200.')
  await terminal.type('y')
  await terminal.shows('Use it:      warmkey run -- claude')
  const file = scratch.path('home/.config/warmkey/config.jsonc')
  const text = scratch.read('home/.config/warmkey/config.jsonc')
  expect(text).toContain(`"source": { "type": "vault", "address": "${vault.address}", "path": "secret/claude" }`)
  expect([text.includes(key), text.includes(vault.rootToken), statSync(file).mode & 0o777]).toEqual([
    false,
    false,
    0o600,
  ])

  await terminal.line(`clear; ${warmkey} token`)
  await terminal.shows(key)
  await upstream.close()
})
