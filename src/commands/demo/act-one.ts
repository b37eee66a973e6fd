import Anthropic, { APIError } from '@anthropic-ai/sdk'
import { type Clock, sleep } from '../../clock.ts'
import { type Daemon, openDaemon } from '../../daemon/daemon.ts'
import { openLocalKey } from '../../gateway/local-keys.ts'
import { profileSchema } from '../../profile.ts'
import type { WarmkeyContext } from '../context.ts'
import { type Claim, type Measured, type Row, rowOf, type Way } from './row.ts'
import type { Screen } from './screen.ts'
import { type DemoUpstream, model, startUpstream } from './upstream.ts'

export interface ActOneDeps {
  readonly clock: Clock
  readonly env: WarmkeyContext['env']
  readonly screen: Screen
  readonly ended: AbortSignal
  /** How long a minted key lives, milliseconds; `null` means for ever, with which the demo cannot come out as claimed. */
  readonly keyLifeMs: number | null
}

/** The official SDK on both sides of an expiry: alone, and with warmkey in front. */
export async function actOne(deps: ActOneDeps): Promise<Row[]> {
  const { screen, clock, keyLifeMs } = deps
  const life = keyLifeMs === null ? 'for ever' : `${keyLifeMs / 1000} s`
  screen.act(
    1,
    'The official Anthropic SDK',
    `A strict copy of the API on this machine; keys live ${life} and are made up.`,
  )
  const upstream = await startUpstream({ keyLifeMs, clock })
  let daemon: Daemon | null = null
  try {
    daemon = openGateway(upstream, clock)
    return await play(upstream, daemon, deps)
  } finally {
    await daemon?.close(true)
    await upstream.close()
  }
}

function openGateway(upstream: DemoUpstream, clock: Clock): Daemon {
  const profile = profileSchema.parse({
    source: { type: 'command', command: [upstream.mintCommand] },
    upstream: { url: upstream.url, dialect: 'messages' },
  })
  return openDaemon({ profiles: { demo: profile }, keys: 'run', deps: { clock, env: {}, home: upstream.directory } })
}

async function play(upstream: DemoUpstream, daemon: Daemon, deps: ActOneDeps): Promise<Row[]> {
  const { screen, clock, ended } = deps
  const localKey = daemon.keys.get('demo')
  if (localKey === undefined) throw new RangeError('a profile without a local key')
  const alone = client(upstream.url, upstream.mint(), deps)
  const kept = client(daemon.url, openLocalKey(localKey), deps)
  const rows: Row[] = []
  const show = async (id: string, way: Way, claim: Claim) => {
    ended.throwIfAborted()
    upstream.mark()
    const measured = await ask(way === 'warmkey' ? kept : alone, clock, claim.outcome === 'refused')
    const row = rowOf({ id, way }, { ...measured, ...upstream.counted() }, claim)
    rows.push(row)
    screen.row(row)
  }

  screen.scene('A fresh key')
  await show('sdk-fresh-without', 'static', { outcome: 'answered', requests: 1 })
  await show('sdk-fresh-with', 'warmkey', { outcome: 'answered', requests: 1, keyRuns: 1 })

  await untilDead(upstream, deps)
  screen.scene('Then it expires: the same clients, the next request')
  await show('sdk-expired-without', 'static', { outcome: 'failed', requests: 1, words: 'Invalid Token' })
  await show('sdk-expired-with', 'warmkey', { outcome: 'answered', requests: 2, keyRuns: 1 })

  upstream.permit(false)
  screen.scene('Also a 403, but no expiry: the key may not use this model')
  await show('sdk-denied-with', 'warmkey', { outcome: 'refused', requests: 1, keyRuns: 0, words: 'permission' })
  return rows
}

/** Waits until the clock has ended every key. */
async function untilDead(upstream: DemoUpstream, { clock, screen, ended }: ActOneDeps): Promise<void> {
  for (;;) {
    const endMs = upstream.lastEndMs()
    if (endMs === null) return
    const leftMs = endMs - clock.nowMs()
    if (leftMs <= 0) return
    screen.live(`the keys live for ${(leftMs / 1000).toFixed(1)} s more …`)
    await sleep(clock, Math.min(leftMs, 100), ended)
  }
}

async function ask(
  sdk: Anthropic,
  clock: Clock,
  denied: boolean,
): Promise<Pick<Measured, 'outcome' | 'elapsedMs' | 'words'>> {
  const startedMs = clock.monotonicMs()
  const elapsed = () => clock.monotonicMs() - startedMs
  try {
    await sdk.messages.create({ model, max_tokens: 64, messages: [{ role: 'user', content: 'good day' }] })
    return { outcome: 'answered', elapsedMs: elapsed(), words: null }
  } catch (thrown) {
    const elapsedMs = elapsed()
    const words = thrown instanceof APIError ? wordsOf(thrown) : String(thrown)
    return { outcome: denied ? 'refused' : 'failed', elapsedMs, words }
  }
}

/** The message in the body, with the status before it; the SDK's own message is the whole body. */
function wordsOf(error: APIError): string {
  const body = error.error as { message?: unknown; error?: { message?: unknown } } | undefined
  const message = body?.error?.message ?? body?.message
  return typeof message === 'string' ? `${error.status} ${message}` : error.message
}

/**
 * A client that takes nothing from the environment of the person who watches: no key, no address, no proxy, no header.
 */
function client(baseURL: string, authToken: string, { env }: ActOneDeps): Anthropic {
  const foreign = (env.ANTHROPIC_CUSTOM_HEADERS ?? '').split('\n').map((line) => line.split(':')[0]?.trim() ?? '')
  return new Anthropic({
    baseURL,
    authToken,
    logLevel: 'off',
    fetch: (url, init) => {
      const headers = new Headers(init?.headers)
      for (const name of foreign) if (/^[\w-]+$/.test(name)) headers.delete(name)
      headers.set('authorization', `Bearer ${authToken}`)
      // `false` is the runtime's word for "not even the proxy of the environment"; its types know strings only.
      const own: BunFetchRequestInit = { ...(init as BunFetchRequestInit), headers, proxy: false as unknown as string }
      return fetch(url as string, own)
    },
  })
}
