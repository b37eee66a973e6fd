import { readFileSync } from 'node:fs'
import { type Clock, deadline } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'

/** Who has a port on loopback. */
export type PortHolder =
  | { readonly kind: 'nobody' | 'other' }
  /** `uid` is `null` where the system does not say. */
  | { readonly kind: 'warmkey'; readonly uid: number | null }

const patienceMs = 1_000

/** Asks, without a key: every warmkey says why it refuses. */
export async function portHolder(port: number, clock: Clock): Promise<PortHolder> {
  const late = deadline(clock, patienceMs, new AbortController().signal, () => new Error('no answer'))
  const init: Omit<BunFetchRequestInit, 'proxy'> & { proxy: unknown } = {
    signal: late.signal,
    redirect: 'manual',
    proxy: false,
  }
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, init as BunFetchRequestInit)
    await response.body?.cancel()
    const ours = response.headers.has('x-warmkey-reason')
    return ours ? { kind: 'warmkey', uid: uidOfListener(port) } : { kind: 'other' }
  } catch (thrown) {
    const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''
    return { kind: code === 'ConnectionRefused' || code === 'ECONNREFUSED' ? 'nobody' : 'other' }
  } finally {
    late.callOff()
  }
}

/** From the kernel's list of sockets: https://docs.kernel.org/networking/proc_net_tcp.html */
export function uidIn(table: string, port: number): number | null {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const row of table.split('\n').slice(1)) {
    const [, local = '', , state, , , , uid] = row.trim().split(/\s+/)
    if (local.endsWith(wanted) && state === '0A') return Number(uid)
  }
  return null
}

function uidOfListener(port: number): number | null {
  try {
    return uidIn(readFileSync('/proc/net/tcp', 'utf8'), port)
  } catch {
    return null
  }
}

/** The words of a port that is taken, as far as it can be told by whom. */
export async function explainPort(port: number, configFile: string, clock: Clock): Promise<WarmkeyError> {
  const holder = await portHolder(port, clock)
  const elsewhere = `set "listen": { "port": ${port + 1} } in ${configFile}, and connect your tools again`
  if (holder.kind !== 'warmkey') {
    return new WarmkeyError('port-in-use', `Port ${port} is taken by another program.`, {
      remedy: `End that one, or ${elsewhere}.`,
      transient: false,
    })
  }
  if (holder.uid !== null && holder.uid !== process.getuid?.()) {
    return new WarmkeyError('port-in-use', `Port ${port} is taken by the warmkey of another user of this machine.`, {
      remedy: `Each user needs a port: ${elsewhere}.`,
      transient: false,
    })
  }
  return new WarmkeyError(
    'port-in-use',
    `Port ${port} is taken by an older warmkey, one that does not listen to \`warmkey down\`.`,
    { remedy: `End it where it was started (Ctrl-C), or ${elsewhere}.`, transient: false },
  )
}
