import { type Clock, deadline } from '../../clock.ts'
import { openTunnel } from './tunnel.ts'

/** This machine answers at once or not at all. */
const patienceMs = 700

/**
 * Ports on which programs with a SOCKS port speak HTTP as well, by that SOCKS port: mixed ports of Clash and mihomo
 * (https://wiki.metacubex.one/en/config/inbound/port/), V2Ray's frontends, Privoxy, Surge, Shadowsocks.
 */
const besides: Readonly<Record<number, readonly number[]>> = {
  1080: [1087, 8118, 8123],
  1086: [1087],
  7891: [7890],
  7897: [7890],
  10808: [10809],
  20170: [20171, 20172],
}

/** Where the HTTP port of this SOCKS proxy may be, the likeliest first: the port itself may be a mixed one. */
export const likelyPorts = (socks: number): readonly number[] =>
  [...new Set([socks, ...(besides[socks] ?? []), socks - 1, socks + 1])].filter((port) => port > 0 && port < 65_536)

/** A proxy that has opened a tunnel, or would after a sign-in, or cannot reach who was asked for: each speaks HTTP. */
const speaksHttp = /^PROXY_(407|50[234])$/

/**
 * The HTTP port of a SOCKS proxy of this machine: the first that answers CONNECT as a proxy does. `target` is `host:port`;
 * nothing is sent to it. `null` where none answers, and for a proxy elsewhere, which nobody asked us to knock at.
 */
export async function httpPortBeside(
  hostname: string,
  socks: number,
  target: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<number | null> {
  const late = deadline(clock, patienceMs, signal, () => new Error('too slow'))
  const ports = likelyPorts(socks)
  const answers = await Promise.all(
    ports.map((port) => isProxy(new URL(`http://${hostname}:${port}`), target, late.signal)),
  )
  late.callOff()
  return ports.find((_, index) => answers[index]) ?? null
}

async function isProxy(proxy: URL, target: string, signal: AbortSignal): Promise<boolean> {
  try {
    const socket = await openTunnel(proxy, target, signal)
    socket.destroy()
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && speaksHttp.test(String(thrown.code))
  }
}
