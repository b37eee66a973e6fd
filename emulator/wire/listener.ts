import { createHash } from 'node:crypto'
import type { Socket } from 'bun'
import type { RequestHead } from './request-head.ts'
import { requestReader } from './request-reader.ts'

/** The other end of a connection, for one request. */
export interface Peer {
  /** 1 for the first connection of this listener, and so on. */
  readonly connection: number
  /** Resolves when the connection has ended, whoever ended it. */
  readonly gone: Promise<void>
  isGone(): boolean
  /** Resolves when the kernel has taken every byte: `true`; or `false` when the connection ended before. */
  write(bytes: Uint8Array): Promise<boolean>
  /** Ends the connection in order (FIN). */
  end(): void
  /** Breaks the connection (RST). */
  reset(): void
}

export interface ReceivedBody {
  /** The body; `null` when it is larger than the listener keeps. */
  readonly bytes: Uint8Array | null
  readonly size: number
  /** Hex. */
  readonly sha256: string
}

export interface ListenerEvents {
  /** A whole request. The next one of this connection is read when the promise resolves. */
  request(head: RequestHead, body: ReceivedBody, peer: Peer): Promise<void>
  /** The peer went away, or sent no HTTP, before its request was whole. */
  unfinished(head: RequestHead | null, body: ReceivedBody, peer: Peer, why: string | null): void
}

export interface ListenerOptions {
  readonly hostname: string
  readonly port: number
  readonly maxBodyBytes: number
  /** PEM; without it, plain TCP. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export interface Listener {
  readonly port: number
  connections(): number
  /** Ends or breaks every connection that is open now; new ones are taken. */
  drop(how: 'fin' | 'reset'): void
  /** Ends everything at once, open connections included. */
  close(): void
}

interface Line {
  receive(bytes: Uint8Array): void
  drain(): void
  closed(): void
}

/**
 * An HTTP/1.1 listener on raw sockets: what is sent is exactly what was asked for, which no HTTP library allows.
 * A peer that half-closes its side counts as gone.
 */
export function listen(options: ListenerOptions, events: ListenerEvents): Listener {
  const open = new Set<Socket<Line>>()
  let count = 0
  const server = Bun.listen<Line>({
    hostname: options.hostname,
    port: options.port,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    socket: {
      open(socket) {
        open.add(socket)
        count += 1
        socket.setNoDelay(true)
        socket.data = line(socket, count, options.maxBodyBytes, events)
      },
      data: (socket, bytes) => socket.data.receive(bytes),
      drain: (socket) => socket.data.drain(),
      close(socket) {
        open.delete(socket)
        socket.data.closed()
      },
      // A close follows; without a handler Bun would throw.
      error: () => {},
    },
  })
  return {
    port: server.port,
    connections: () => open.size,
    drop(how) {
      for (const socket of [...open]) {
        if (how === 'fin') socket.end()
        else socket.terminate()
      }
    },
    close() {
      server.stop(true)
      for (const socket of [...open]) socket.terminate()
    },
  }
}

function line(socket: Socket<Line>, connection: number, maxBodyBytes: number, events: ListenerEvents): Line {
  let isGone = false
  let waiting: { rest: Uint8Array; done: (taken: boolean) => void } | null = null
  let head: RequestHead | null = null
  let body = bodyCollector(maxBodyBytes)

  // A promise for each request, not for each connection: what hangs on it is let go with the request.
  const newPeer = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const peer: Peer = {
      connection,
      gone: promise,
      isGone: () => isGone,
      write(bytes) {
        if (isGone) return Promise.resolve(false)
        const taken = Math.max(socket.write(bytes), 0)
        if (taken === bytes.length) return Promise.resolve(true)
        return new Promise((done) => {
          waiting = { rest: bytes.subarray(taken), done }
        })
      },
      end: () => void socket.end(),
      reset: () => socket.terminate(),
    }
    return { peer, tellGone: resolve }
  }
  let { peer, tellGone } = newPeer()
  const reader = requestReader({
    head(next) {
      head = next
      const tooLarge = next.contentLength !== null && next.contentLength > maxBodyBytes
      if (next.expectsContinue && !tooLarge) void peer.write(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'))
    },
    body: (bytes) => body.add(bytes),
    end() {
      const whole = body.done()
      const of = head
      head = null
      body = bodyCollector(maxBodyBytes)
      if (of === null) return
      void events.request(of, whole, peer).then(() => {
        if (isGone) return
        ;({ peer, tellGone } = newPeer())
        reader.resume()
      })
    },
    broken(why) {
      const of = head
      head = null
      events.unfinished(of, body.done(), peer, why)
    },
  })

  return {
    receive: (bytes) => reader.push(bytes),
    drain() {
      if (waiting === null) return
      const { rest, done } = waiting
      const taken = Math.max(socket.write(rest), 0)
      if (taken < rest.length) waiting.rest = rest.subarray(taken)
      else {
        waiting = null
        done(true)
      }
    },
    closed() {
      isGone = true
      tellGone()
      waiting?.done(false)
      waiting = null
      if (head !== null) events.unfinished(head, body.done(), peer, null)
      head = null
    },
  }
}

function bodyCollector(maxBytes: number): { add(bytes: Uint8Array): void; done(): ReceivedBody } {
  let parts: Uint8Array[] | null = []
  let size = 0
  const hash = createHash('sha256')
  return {
    add(bytes) {
      size += bytes.length
      hash.update(bytes)
      if (size > maxBytes) parts = null
      // Bun hands over a buffer of its own for each read, so that no copy is needed.
      parts?.push(bytes)
    },
    done: () => ({ bytes: parts === null ? null : Buffer.concat(parts), size, sha256: hash.digest('hex') }),
  }
}
