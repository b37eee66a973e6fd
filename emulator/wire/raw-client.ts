import net from 'node:net'

/** How a connection ended, seen from this side. */
export type Ending = 'fin' | 'reset' | 'left'

/** A client that hides nothing: every byte as it came, and how it ended. For tests. */
export interface RawClient {
  send(bytes: string | Uint8Array): void
  received(): Buffer
  text(): string
  /** Resolves as soon as the predicate holds for all that came; rejects when the connection ends before. */
  until(predicate: (received: Buffer) => boolean): Promise<void>
  /** Resolves when the connection has ended. */
  readonly ended: Promise<Ending>
  /** Says that nothing more will come (FIN), after what was sent. */
  leave(): void
  /** Goes away with a RST. */
  reset(): void
  /** Stops and goes on taking what comes. */
  pause(): void
  resume(): void
}

export function rawClient(port: number): RawClient {
  const socket = net.connect({ port, host: '127.0.0.1' })
  const parts: Buffer[] = []
  let waiting: { predicate: (received: Buffer) => boolean; resolve(): void; reject(error: Error): void }[] = []
  let ending: Ending | null = null
  const { promise: ended, resolve: end } = Promise.withResolvers<Ending>()
  const received = () => Buffer.concat(parts)
  const check = () => {
    if (waiting.length === 0) return
    const all = received()
    waiting = waiting.filter(({ predicate, resolve }) => {
      if (!predicate(all)) return true
      resolve()
      return false
    })
  }

  socket.on('data', (bytes) => {
    parts.push(Buffer.from(bytes))
    check()
  })
  socket.on('end', () => {
    ending ??= 'fin'
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') ending ??= 'reset'
  })
  socket.on('close', () => {
    const how = ending ?? 'left'
    for (const { reject } of waiting)
      reject(new Error(`The connection ended (${how}) after: ${received().toString('latin1')}`))
    waiting = []
    end(how)
  })
  return {
    send: (bytes) => void socket.write(bytes),
    received,
    text: () => received().toString('utf8'),
    until: (predicate) =>
      new Promise((resolve, reject) => {
        waiting.push({ predicate, resolve, reject })
        check()
      }),
    ended,
    leave: () => {
      ending ??= 'left'
      socket.end()
    },
    reset: () => {
      ending ??= 'left'
      socket.resetAndDestroy()
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  }
}

/** Sends one request and gives all that came until the other end closed, and how it closed. */
export async function rawExchange(
  port: number,
  request: string | Uint8Array,
): Promise<{ bytes: Buffer; ending: Ending }> {
  const client = rawClient(port)
  client.send(request)
  const ending = await client.ended
  return { bytes: client.received(), ending }
}

/** The bytes of a Messages request with everything that the API wants; `over` replaces or (with `null`) drops headers. */
export function messagesRequest(over: Readonly<Record<string, string | null>> = {}, body?: unknown): string {
  const content = typeof body === 'string' ? body : JSON.stringify(body ?? greeting)
  const headers: Record<string, string | null> = {
    host: 'localhost',
    'content-type': 'application/json',
    'anthropic-version': '2023-06-01',
    'x-api-key': 'sk-ant-test-good',
    'content-length': String(Buffer.byteLength(content)),
    connection: 'close',
    ...over,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return `POST /v1/messages HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${content}`
}

export const greeting = {
  model: 'claude-sonnet-5',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'hello' }],
} as const
