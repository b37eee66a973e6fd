import { connect, type Socket } from 'node:net'

/**
 * Why a proxy gave no tunnel: `PROXY_407`, or `PROXY_ANSWER` where what it said is no HTTP, `PROXY_SILENT` where it said
 * nothing in time, `PROXY_RESET` where it went away without a word.
 */
export type TunnelFault = `PROXY_${number}` | 'PROXY_ANSWER' | 'PROXY_SILENT' | 'PROXY_RESET'

/** A proxy's answer has a head of a few lines; whatever is longer is none. */
const mostHead = 16 * 1024

/**
 * Asks the proxy for a tunnel to `target` (`host:port`), as RFC 9110, section 9.3.6, has it. User name and password of the
 * proxy's address are sent. The socket is ready for TLS; rejects with an error whose `code` is a {@link TunnelFault}, or
 * whatever the network said. Its `detail` is how the proxy wants to be signed in to, or the title of its page.
 */
export function openTunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || 80) })
  const fail = (error: unknown) => {
    socket.destroy()
    reject(error)
  }
  const fault = (code: TunnelFault, detail = '') =>
    fail(Object.assign(new Error('The proxy opened no tunnel.'), { code, detail }))
  let head = ''
  let connected = false
  const gone = () => fault(head === '' ? 'PROXY_RESET' : 'PROXY_ANSWER')
  const read = (chunk: Buffer) => {
    head += chunk.toString('latin1')
    if (head.length > mostHead) return fault('PROXY_ANSWER')
    if (!head.includes('\r\n\r\n')) return
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]
    socket.off('data', read)
    if (status === undefined) return fault('PROXY_ANSWER')
    if (!status.startsWith('2')) return fault(`PROXY_${Number(status)}`, detailOf(head))
    socket.off('close', gone)
    socket.off('error', lost)
    socket.pause()
    resolve(socket)
  }
  const lost = (error: unknown) => (connected ? gone() : fail(error))
  signal.addEventListener('abort', () => (connected ? fault('PROXY_SILENT') : fail(signal.reason)), { once: true })
  socket.once('error', lost)
  socket.once('close', gone)
  socket.on('data', read)
  socket.once('connect', () => {
    connected = true
    socket.write(question(proxy, target))
  })
  return promise
}

/** How it wants to be signed in to, as `Negotiate, NTLM`; for other refusals the title of its page. */
function detailOf(head: string): string {
  const ways = [...head.matchAll(/^proxy-authenticate:\s*([\w-]+)/gim)].map(([, way]) => way ?? '')
  const title = /<title>([^<]{1,80})/i.exec(head)?.[1]?.trim() ?? ''
  return ways.length > 0 ? [...new Set(ways)].join(', ') : title
}

/** A lone `%` stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function question(proxy: URL, target: string): string {
  const { username, password } = proxy
  const pair = `${decoded(username)}:${decoded(password)}`
  const signIn = username === '' ? '' : `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${signIn}\r\n`
}
