import { connect, createServer, type Socket } from 'node:net'

/** Passes bytes on and keeps a copy of each direction: what went over a socket, as it went. */
export interface RecordingRelay extends AsyncDisposable {
  readonly port: number
  /** Bytes from the side that connected. */
  sent(): Buffer
  /** Bytes to the side that connected. */
  received(): Buffer
}

export async function recordingRelay(targetPort: () => number): Promise<RecordingRelay> {
  const sent: Buffer[] = []
  const received: Buffer[] = []
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(targetPort(), '127.0.0.1')
    for (const [from, to, copy] of [
      [near, far, sent],
      [far, near, received],
    ] as const) {
      open.add(from)
      from.on('data', (chunk: Buffer) => {
        copy.push(chunk)
        to.write(chunk)
      })
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    sent: () => Buffer.concat(sent),
    received: () => Buffer.concat(received),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
