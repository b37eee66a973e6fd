import { join } from 'node:path'
import { configDirectory } from '../../clients/claude-code/layers.ts'
import { isOn } from '../../clients/claude-code/obstacle.ts'
import type { Bench } from '../bench.ts'

/** A host that is asked beside the API itself. */
export interface NeededHost {
  readonly host: string
  /** What for, as it goes on after "which". */
  readonly why: string
  /** Whether nothing is answered without it at this moment. */
  readonly now: boolean
}

/** Where the login lies: https://code.claude.com/docs/en/authentication */
const loginFile = '.credentials.json'

/**
 * The hosts that this client needs beside its API: https://code.claude.com/docs/en/network-config. What the user's own
 * gateway replaces is left out. A federation exchanges its token at the API itself; the hosts of Bedrock and of Vertex are
 * looked at by the checks that ask them.
 */
export function neededHosts(bench: Bench): NeededHost[] {
  const { ladder, endpoint, clientEnv } = bench
  const kind = ladder.winner?.rung.kind
  const hosts: NeededHost[] = []
  const add = (host: string, why: string, now = false) => {
    if (host !== endpoint.parsed?.hostname && !hosts.some((each) => each.host === host)) hosts.push({ host, why, now })
  }
  // The login is renewed at its own host, whatever the base URL says (measured with 2.1.329); before a gateway of the
  // user's own that is asked about only when it is due.
  const due = kind === 'login' && loginIsOver(bench)
  if (kind === 'login' && (due || endpoint.place === null)) add('platform.claude.com', 'renews the login', due)
  if (kind === 'login' && endpoint.place === null) add('claude.ai', 'signs in')
  if (kind === 'console-key' && endpoint.place === null) add('platform.claude.com', 'signs in')
  const cloud = kind === 'cloud' ? ladder.winner?.rung.name : undefined
  const filled = (name: string) => (clientEnv[name] ?? '').trim() !== ''
  const skips = (name: string) => isOn(clientEnv[name] ?? '')
  if (cloud === 'CLAUDE_CODE_USE_VERTEX' && !skips('CLAUDE_CODE_SKIP_VERTEX_AUTH'))
    add('oauth2.googleapis.com', 'renews the token of Google')
  const entra = !filled('ANTHROPIC_FOUNDRY_AUTH_TOKEN') && !filled('ANTHROPIC_FOUNDRY_API_KEY')
  if (cloud === 'CLAUDE_CODE_USE_FOUNDRY' && entra && !skips('CLAUDE_CODE_SKIP_FOUNDRY_AUTH'))
    add('login.microsoftonline.com', 'gives out the token of Azure')
  for (const host of hostsOfHelper(bench)) add(host, 'the helper asks for the key')
  if (endpoint.place === null && cloud === undefined && updatesItself(bench))
    add('downloads.claude.ai', 'hands out new versions')
  return hosts
}

/** A helper of the user's own that names an address, or Vault by its variable. */
function hostsOfHelper({ ladder, clientEnv }: Bench): string[] {
  const rung = [ladder.winner, ladder.beside].find((each) => each?.rung.kind === 'helper')
  if (rung === undefined || rung === null || !rung.holding.origin.trusted) return []
  const command = rung.holding.read()
  const named = [...command.matchAll(/https:\/\/[^\s"'`$]+/g)].map(([url]) => url)
  const vault = /\bvault\b/.test(command) ? [clientEnv.VAULT_ADDR ?? ''] : []
  return [...named, ...vault].flatMap((url) => (/^https:/.test(url) && URL.canParse(url) ? [new URL(url).host] : []))
}

function loginIsOver(bench: Bench): boolean {
  const text = bench.world.read(join(configDirectory(bench.world), loginFile))
  if (typeof text !== 'string') return false
  const ends = /"expiresAt"\s*:\s*(\d{1,16})/.exec(text)?.[1]
  return ends !== undefined && Number(ends) < bench.clock.nowMs()
}

/** Only the native client does: https://code.claude.com/docs/en/setup */
function updatesItself({ world, clientEnv }: Bench): boolean {
  const off = ['DISABLE_AUTOUPDATER', 'DISABLE_UPDATES', 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC']
  if (off.some((name) => isOn(clientEnv[name] ?? ''))) return false
  return world.list(join(world.home, '.local', 'share', 'claude', 'versions')).length > 0
}
