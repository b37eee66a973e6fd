import { connect, type Socket } from 'node:net'

/** Why a proxy gave no tunnel: `PROXY_407`, or `PROXY_ANSWER` where what it said is no HTTP. */
export type TunnelFault = `PROXY_${number}` | 'PROXY_ANSWER'

/** A proxy's answer has a head of a few lines; whatever is longer is none. */
const mostHead = 16 * 1024

/**
 * Asks the proxy for a tunnel to `target` (`host:port`), as RFC 9110, section 9.3.6, has it. User name and password of the
 * proxy's address are sent. The socket is ready for TLS; rejects with an error whose `code` is a {@link TunnelFault}, or
 * whatever the network said.
 */
export function openTunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || 80) })
  const fail = (error: unknown) => {
    socket.destroy()
    reject(error)
  }
  const fault = (code: TunnelFault) => fail(Object.assign(new Error('The proxy opened no tunnel.'), { code }))
  let head = ''
  const read = (chunk: Buffer) => {
    head += chunk.toString('latin1')
    if (head.length > mostHead) return fault('PROXY_ANSWER')
    if (!head.includes('\r\n\r\n')) return
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]
    socket.off('data', read)
    if (status === undefined) return fault('PROXY_ANSWER')
    if (!status.startsWith('2')) return fault(`PROXY_${Number(status)}`)
    socket.pause()
    resolve(socket)
  }
  signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  socket.once('error', fail)
  socket.once('close', () => fault('PROXY_ANSWER'))
  socket.on('data', read)
  socket.once('connect', () => socket.write(question(proxy, target)))
  return promise
}

function question(proxy: URL, target: string): string {
  const { username, password } = proxy
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const signIn = username === '' ? '' : `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${signIn}\r\n`
}
