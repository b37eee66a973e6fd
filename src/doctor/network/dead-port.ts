import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { type Setting, toUnset } from '../fixes/set-variable.ts'
import { looksLike, type Presented } from '../present.ts'

/** A program that people put before Claude Code on their own machine, and what starts it. */
export interface LocalServer {
  readonly name: string
  readonly start: string
}

/** By the port on which each listens unless it is told otherwise. */
const byPort: Readonly<Record<string, LocalServer>> = {
  // https://lmstudio.ai/docs/integrations/claude-code
  1234: { name: 'LM Studio', start: 'lms server start --port 1234' },
  // https://github.com/musistudio/claude-code-router
  3456: { name: 'claude-code-router', start: 'ccr start &' },
  // https://docs.litellm.ai/docs/proxy/quick_start
  4000: { name: 'LiteLLM', start: 'litellm --config <your config file> --port 4000 &' },
  // https://docs.ollama.com/faq
  11434: { name: 'Ollama', start: 'ollama serve &' },
}

/** Who usually listens on that port of this machine; `null` where nothing is known. */
export const usuallyAt = (port: string): LocalServer | null => byPort[port] ?? null

/** Anthropic's own keys open its own address, so one of a dead gateway was left behind. */
const isAnthropics = (credential: Presented | undefined): boolean =>
  credential?.name === 'ANTHROPIC_API_KEY' && looksLike(credential) === 'an Anthropic API key'

/**
 * What cures where the address is one of this machine itself and nobody listens: nobody else can be asked. It is started, or
 * where something else says where requests go, the address is taken out. Evidence says what else it may be.
 */
export async function deadPort(bench: Bench, signal: AbortSignal): Promise<Setting & { readonly evidence: string }> {
  const { endpoint, ladder } = bench
  const leftover = toUnset(bench, 'ANTHROPIC_BASE_URL')
  const known = usuallyAt(endpoint.parsed?.port ?? '')
  if (await hidesAnother(bench, signal))
    return { ...leftover, evidence: 'the ANTHROPIC_BASE_URL of the shell, which it hides, is answered' }
  const orLeftOver = `if nothing is to listen there any more: ${leftover.fix.replace(/^Type: /, '')}`
  if (known !== null) return { fix: `Type: ${known.start}`, evidence: `${known.name} listens there; ${orLeftOver}` }
  const kind = ladder.winner?.rung.kind
  const isOwn = kind === 'login' || (kind === 'api-key' && isAnthropics((await bench.credentials(signal))[0]))
  return isOwn
    ? { ...leftover, evidence: 'the credential is one of Anthropic itself, which is asked where no address is set' }
    : { fix: 'Type: <the command that starts your gateway>', evidence: orLeftOver }
}

/** Whether settings hide an address of the shell that somebody answers at; nothing is sent there. */
async function hidesAnother({ endpoint, world, clientEnv, clock }: Bench, signal: AbortSignal): Promise<boolean> {
  const url = (world.env.ANTHROPIC_BASE_URL ?? '').trim()
  if (url === '' || endpoint.place === 'the shell' || !URL.canParse(url) || new URL(url).href === endpoint.parsed?.href)
    return false
  const there = createEndpoint({ url, place: 'the shell', trusted: true, env: clientEnv, clock })
  return !isUnsaid(await there.reach(signal))
}

/**
 * The same for a proxy of this machine itself: it is started, or where the endpoint is reached without one, its variable is
 * taken out. Nothing is sent there.
 */
export async function deadProxyHere(bench: Bench, name: string, signal: AbortSignal): Promise<Setting> {
  const { endpoint, clientEnv, clock } = bench
  const { url, place } = endpoint
  const direct = createEndpoint({ url, place, trusted: true, env: clientEnv, proxy: false, clock })
  return isUnsaid(await direct.reach(signal))
    ? { fix: 'Type: <the command that starts your proxy>' }
    : toUnset(bench, name)
}

/** Whether the address is one of this machine, on which nobody but its user starts anything. */
export const isHere = ({ endpoint }: Bench): boolean => isLoopback(endpoint.parsed?.hostname ?? '')
