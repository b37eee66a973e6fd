import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Clock, sleep } from '../../clock.ts'
import type { FoundClient } from './client.ts'
import { launcher } from './launcher.ts'
import { type Claim, count, type Measured, type Row, rowOf, type Way } from './row.ts'
import type { Screen } from './screen.ts'
import { openSession, type Session, type Turn } from './session.ts'
import { type DemoUpstream, startUpstream } from './upstream.ts'

export interface ActTwoDeps {
  readonly clock: Clock
  readonly screen: Screen
  readonly ended: AbortSignal
}

/** How long a client that does not give up is watched. */
const watchMs = 5_000

/**
 * What was measured of these two versions. Of any other the lines without warmkey show what happens and claim nothing:
 * the client changes with its versions, and what it does by itself is not ours to promise.
 */
const withoutWarmkey: Readonly<Record<string, Readonly<Record<'static' | 'helper' | 'denied', Claim>>>> = {
  '2.1.197': {
    static: { requests: 1 },
    helper: { outcome: 'failed', requests: 1, keyRuns: 0 },
    denied: { outcome: 'refused', requests: 1, keyRuns: 0, words: 'permission' },
  },
  '2.1.329': {
    static: { requests: 1 },
    helper: { outcome: 'answered', requests: 2, keyRuns: 1 },
    denied: { outcome: 'trying', minRequests: 2 },
  },
}

const stormNote = 'Stopped here. Measured to its end with 2.1.329: 12 requests, 12 helper runs, more than 4 minutes.'

/** The real Claude Code on both sides of an expiry and at a denial: alone, and started by warmkey. */
export async function actTwo(client: FoundClient, deps: ActTwoDeps): Promise<Row[]> {
  const { screen, clock } = deps
  screen.act(
    2,
    `The real Claude Code, ${client.version}`,
    'Each line is one living process, with an empty environment and a home of its own, at the same strict API. With warmkey it is `warmkey run -- claude`.',
  )
  const upstream = await startUpstream({ keyLifeMs: null, clock })
  const open: Session[] = []
  try {
    return await play(upstream, client, open, deps)
  } finally {
    screen.live('ending what was started …')
    await Promise.all(open.map((session) => session.close()))
    await upstream.close()
  }
}

async function play(upstream: DemoUpstream, client: FoundClient, open: Session[], deps: ActTwoDeps): Promise<Row[]> {
  const { screen, clock } = deps
  const known = withoutWarmkey[client.version]
  const rows: Row[] = []
  const show = (row: Row) => {
    rows.push(row)
    screen.row(row)
  }

  /** Starts a client and has a first prompt answered; `null` where that does not succeed. */
  const start = async (way: Way): Promise<Session | null> => {
    screen.live(`starting Claude Code ${client.version} …`)
    const session = startClient(way, client, upstream, clock)
    open.push(session)
    upstream.mark()
    const first = await prompt(session, upstream, deps, { says: 'good day', denied: false })
    if (first.outcome === 'answered') return session
    show(rowOf({ id: `claude-first-${way}`, way }, first, { outcome: 'answered' }))
    return null
  }
  const next = async (id: string, way: Way, session: Session | null, denied: boolean, claim: Claim) => {
    if (session === null) return null
    upstream.mark()
    const measured = await prompt(session, upstream, deps, { says: 'and good evening', denied })
    show(rowOf({ id, way, ...(measured.outcome === 'trying' ? { note: stormNote } : {}) }, measured, claim))
    return measured.outcome
  }

  screen.scene('A prompt was answered; then the key expires. The next prompt:')
  const fixed = await start('static')
  upstream.expireAll()
  await next('claude-expired-fixed-key', 'static', fixed, false, {
    outcome: 'failed',
    words: 'Invalid Token',
    ...known?.static,
  })
  void fixed?.close()
  let helped = await start('helper')
  upstream.expireAll()
  const healed = await next('claude-expired-helper', 'helper', helped, false, known?.helper ?? {})
  const kept = await start('warmkey')
  upstream.expireAll()
  await next('claude-expired-warmkey', 'warmkey', kept, false, { outcome: 'answered', requests: 2, keyRuns: 1 })

  // A client that did not renew its key still carries the dead one, which is refused for its own reason.
  if (healed !== 'answered') helped = await start('helper')
  upstream.permit(false)
  screen.scene('Also a 403, but no expiry: the key may not use this model. The next prompt:')
  await next('claude-denied-helper', 'helper', helped, true, known?.denied ?? {})
  // It would go on asking, and the next line counts requests.
  await helped?.close()
  await next('claude-denied-warmkey', 'warmkey', kept, true, {
    outcome: 'refused',
    requests: 1,
    keyRuns: 0,
    words: 'permission',
  })
  return rows
}

/** Sends one prompt and watches until its outcome; a client that does not come to one is watched for {@link watchMs}. */
async function prompt(
  session: Session,
  upstream: DemoUpstream,
  { clock, screen, ended }: ActTwoDeps,
  { says, denied }: { says: string; denied: boolean },
): Promise<Measured> {
  const startedMs = clock.monotonicMs()
  const elapsed = () => clock.monotonicMs() - startedMs
  const result = { turn: null as Turn | null, elapsedMs: 0 }
  const asked = session.ask(says, ended).then(
    (turn) => turn,
    (thrown: unknown) => ({ isError: true, text: thrown instanceof Error ? thrown.message : String(thrown) }),
  )
  const done = asked.then((turn) => {
    result.turn = turn
    result.elapsedMs = elapsed()
  })
  while (result.turn === null && !(denied && elapsed() >= watchMs)) {
    await Promise.race([done, sleep(clock, 100, ended)])
    if (denied && result.turn === null) {
      const { requests, keyRuns } = upstream.counted()
      screen.live(
        `${(elapsed() / 1000).toFixed(1)} s: ${count(requests, 'request')}, ${count(keyRuns, 'helper run')} …`,
      )
    }
  }
  ended.throwIfAborted()
  const counted = upstream.counted()
  const { turn } = result
  if (turn === null) return { outcome: 'trying', ...counted, elapsedMs: elapsed(), words: null }
  const { elapsedMs } = result
  if (!turn.isError) return { outcome: 'answered', ...counted, elapsedMs, words: null }
  return { outcome: denied ? 'refused' : 'failed', ...counted, elapsedMs, words: turn.text }
}

/** Starts the client in a home of its own with nothing but what the demo gives it. */
function startClient(way: Way, client: FoundClient, upstream: DemoUpstream, clock: Clock): Session {
  const home = join(upstream.directory, `home-${way}`)
  const cwd = join(home, 'work')
  const settings = join(home, '.claude')
  for (const directory of [cwd, settings, join(home, 'tmp')]) mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (way !== 'static') {
    const apiKeyHelper = `"${upstream.mintCommand}"`
    writeFileSync(join(settings, 'settings.json'), `${JSON.stringify({ apiKeyHelper })}\n`)
  }
  return openSession({
    command: way === 'warmkey' ? [launcher, 'run', '--', client.path] : [client.path],
    env: {
      ...clientEnv(home, client),
      ANTHROPIC_BASE_URL: upstream.url,
      ...(way === 'static' ? { ANTHROPIC_AUTH_TOKEN: upstream.mint() } : {}),
    },
    cwd,
    clock,
  })
}

/** An environment in which the client finds no login, no settings and no key but those in `home`. */
function clientEnv(home: string, client: FoundClient): Record<string, string> {
  const system = process.platform === 'win32' ? client.system : { PATH: `${dirname(client.path)}:/usr/bin:/bin` }
  return {
    ...system,
    HOME: home,
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    TMPDIR: join(home, 'tmp'),
    CLAUDE_CODE_TMPDIR: join(home, 'tmp'),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  }
}
