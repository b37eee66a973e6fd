import { createServer, type Socket } from 'node:net'

/** A listener on loopback that nobody should reach: it keeps every byte that comes. */
export interface Trap extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Everything that came, as text. */
  heard(): string
}

const answer = 'HTTP/1.1 424 Failed Dependency\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'

/** Opens a trap. It answers every request, so that a client that does come does not wait for long. */
export async function setTrap(): Promise<Trap> {
  const heard: Buffer[] = []
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('data', (chunk) => {
      heard.push(Buffer.from(chunk))
      socket.end(answer)
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    heard: () => Buffer.concat(heard).toString('latin1'),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
