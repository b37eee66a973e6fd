import { connect, createServer, type Socket } from 'node:net'

/** A proxy as companies have it: a client asks with CONNECT and gets a tunnel. */
export interface ConnectProxy extends AsyncDisposable {
  readonly port: number
  /** The targets asked for, as `host:port`, with the name and password given, if any: `bob:secret@host:port`. */
  readonly asked: readonly string[]
  /** Whether it has stopped handing bytes on. */
  holding(): boolean
}

/** `holdAfterBytes`: from then on nothing comes through any more, though every connection stays open. */
export async function startConnectProxy(options: { readonly holdAfterBytes?: number } = {}): Promise<ConnectProxy> {
  const limit = options.holdAfterBytes ?? Number.POSITIVE_INFINITY
  const asked: string[] = []
  const open = new Set<Socket>()
  let bytes = 0
  const track = (socket: Socket, other?: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      open.delete(socket)
      other?.destroy()
    })
  }
  const tunnel = (client: Socket, target: string) => {
    const [host = '', port = '443'] = target.split(':')
    const server = connect(Number(port), host, () => client.write('HTTP/1.1 200 Connection Established\r\n\r\n'))
    track(server, client)
    client.on('close', () => server.destroy())
    client.on('data', (chunk) => void server.write(chunk))
    server.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes > limit) server.pause()
      else if (!client.write(chunk)) {
        server.pause()
        client.once('drain', () => server.resume())
      }
    })
    server.on('end', () => client.end())
  }
  const listener = createServer((client) => {
    track(client)
    let head = ''
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      client.off('data', read)
      const target = /^CONNECT (\S+) /.exec(head)?.[1]
      if (target === undefined) return void client.end('HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n')
      const basic = /^proxy-authorization: basic (\S+)/im.exec(head)?.[1]
      asked.push(basic === undefined ? target : `${Buffer.from(basic, 'base64').toString()}@${target}`)
      tunnel(client, target)
    }
    client.on('data', read)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    holding: () => bytes > limit,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
