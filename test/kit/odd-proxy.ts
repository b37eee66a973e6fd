import { connect, createServer, type Socket } from 'node:net'
import type { DoctorWorld } from './doctor-world.ts'

/** A listener on loopback that ends with the world; resolves with its port. */
export async function listener(world: DoctorWorld, onSocket: (socket: Socket) => void, port = 0): Promise<number> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    onSocket(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  world.keep(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What a proxy does with a question, given its first line and its whole head: `true` lets it through. */
export type Does = (socket: Socket, line: string, head: string) => true | undefined

/** A proxy of HTTP for which every host is the upstream of this world, or what listens at `to`; it does something else first. */
export async function proxyThat(
  world: DoctorWorld,
  does: Does = () => true,
  port = 0,
  to = new URL(world.upstream.url).port,
): Promise<string> {
  const upstream = Number(to)
  const onSocket = (socket: Socket) => {
    let head = Buffer.alloc(0)
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const text = head.toString('latin1')
      if (!text.includes('\r\n\r\n')) return
      socket.off('data', read)
      const [line = ''] = text.split('\r\n')
      if (does(socket, line, text) === undefined) return
      const tunnel = line.startsWith('CONNECT ')
      const server = connect(upstream, '127.0.0.1', () => {
        if (tunnel) socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        else server.write(Buffer.from(text.replace(/^(\w+) http:\/\/[^/ ]*/, '$1'), 'latin1'))
        socket.pipe(server)
        server.pipe(socket)
      })
      server.on('error', () => socket.destroy())
      socket.on('close', () => server.destroy())
    }
    socket.on('data', read)
  }
  return `http://127.0.0.1:${await listener(world, onSocket, port)}`
}

/** A program of a desktop that speaks SOCKS on one port and HTTP on the port below, as Clash does; resolves with both. */
export async function desktopProxy(world: DoctorWorld): Promise<{ readonly socks: string; readonly http: string }> {
  // RFC 1928, section 3: no method that we know.
  const speaksSocks = (socket: Socket) => void socket.once('data', () => socket.end(Buffer.from([5, 0xff])))
  for (let turn = 0; ; turn++) {
    const http = await proxyThat(world)
    try {
      const socks = await listener(world, speaksSocks, Number(new URL(http).port) + 1)
      return { socks: `socks5://127.0.0.1:${socks}`, http }
    } catch (thrown) {
      // Somebody has that port.
      if (turn === 20) throw thrown
    }
  }
}
