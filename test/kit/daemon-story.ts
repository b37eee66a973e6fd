/** What the stories of the daemon have in common: one strict upstream, one profile, one way of asking. */
import { startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import type { Status } from '../../src/daemon/control-protocol.ts'
import { openKeyStore } from '../../src/daemon/key-store.ts'
import { openLocalKey } from '../../src/gateway/local-keys.ts'
import type { DaemonHome } from './daemon-home.ts'
import { freePort } from './free-port.ts'
import { mintedKey, mintingHelper } from './helper-script.ts'

export { freePort }
export const upstream = await startEmulator()

export const profile = (helper: string, more: object = {}) => ({
  source: { type: 'command', command: helper, ttl: '1h' },
  upstream: { url: upstream.url },
  ...more,
})

export const prompt = (url: string, key: string, more: object = {}) =>
  fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: 50,
      messages: [{ role: 'user', content: 'hello' }],
      ...more,
    }),
  })

export const lastingKey = (home: DaemonHome, name = 'work'): string =>
  openLocalKey(
    openKeyStore(
      { state: home.state, localKeys: `${home.state}/local-keys.json` },
      process.platform,
      systemClock,
    ).issue({ profile: name, holder: 'test' }).key,
  )

export const running = async (home: DaemonHome): Promise<Status> => {
  const status = await home.status()
  if (status === null) throw new Error('nothing runs')
  return status
}

export async function withWork(home: DaemonHome, port = freePort()) {
  const helper = mintingHelper(home.scratch)
  for (let n = 1; n <= 9; n++) upstream.accept(mintedKey(n))
  home.configure({ default: 'work', listen: { port }, profiles: { work: profile(helper.path) } })
  return { helper, port, url: `http://127.0.0.1:${port}` }
}
