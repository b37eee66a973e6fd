/**
 * The API that everything is measured against, in a process of its own: a raw TCP server that reads requests, counts
 * their bytes and answers at once, so that what is measured is what stands in front of it. Only for clients that behave.
 */
import type { Socket } from 'bun'
import { events, expiredAnswer, paceMs, plainAnswer, streamEnd, streamEvents, streamHead, upstreamKey } from './wire.ts'

/** Orders of the parent, by IPC. */
export type Order =
  /** Answers are held back until `count` requests have arrived whole; then `key` is the one that is accepted. */
  | { readonly type: 'gate'; readonly count: number; readonly key: string }
  | { readonly type: 'accept'; readonly key: string }

/** What the parent is told. */
export type Report =
  | { readonly type: 'port'; readonly port: number }
  /** The gate has opened, because all requests have arrived; milliseconds since the epoch. */
  | { readonly type: 'opened'; readonly atMs: number }
  | { readonly type: 'accepting' }

interface State {
  /** Bytes of the request's body that are still to come; 0 between requests. */
  missing: number
  /** Beginning of a head that came in pieces. */
  early: Buffer | null
  stream: boolean
  key: string
  /** Number of the next event of a stream. */
  next: number
}
type Connection = Socket<State>

let accepted = upstreamKey
let gate: { waiting: Connection[]; count: number; key: string } | null = null

const tickMs = 5
const wheel: Set<Connection>[] = Array.from({ length: paceMs / tickMs }, () => new Set<Connection>())
let hand = 0
// Not setInterval alone: it drifts under load, and a stall of this process must not look like one of the gateway.
let dueMs = performance.now()
setInterval(() => {
  for (; dueMs <= performance.now(); dueMs += tickMs) {
    hand = (hand + 1) % wheel.length
    for (const connection of wheel[hand] ?? []) beat(connection)
  }
}, tickMs)

/** A stream is a few KB in all: what a socket does not take at once is a fault of the measurement. */
function write(connection: Connection, bytes: Buffer): void {
  if (connection.write(bytes) !== bytes.length) connection.terminate()
}

function beat(connection: Connection): void {
  const { data } = connection
  const event = streamEvents[data.next]
  if (event !== undefined) write(connection, event)
  data.next += 1
  if (data.next < events) return
  write(connection, streamEnd)
  for (const slot of wheel) slot.delete(connection)
}

function reply(connection: Connection): void {
  const { data } = connection
  if (data.key === accepted && data.stream) {
    write(connection, streamHead)
    data.next = 0
    beat(connection)
    wheel[hand]?.add(connection)
  } else write(connection, data.key === accepted ? plainAnswer : expiredAnswer)
}

function arrived(connection: Connection): void {
  if (gate === null) {
    reply(connection)
    return
  }
  gate.waiting.push(connection)
  if (gate.waiting.length < gate.count) return
  const { waiting, key } = gate
  accepted = key
  gate = null
  tell({ type: 'opened', atMs: performance.timeOrigin + performance.now() })
  for (const each of waiting) reply(each)
}

/** Reads the head at the beginning of `bytes`; returns how long it is, 0 when it is not whole yet. */
function readHead(data: State, bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return 0
  const head = bytes.toString('latin1', 0, end)
  data.missing = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  data.key = /\r\nauthorization: *(?:Bearer |AWS4-HMAC-SHA256 Credential=)([^\r/]+)/i.exec(head)?.[1] ?? ''
  data.stream = head.startsWith('bench=stream', head.indexOf('&') + 1)
  return end + 4
}

const server = Bun.listen<State>({
  hostname: '127.0.0.1',
  port: 0,
  socket: {
    open(connection) {
      connection.data = { missing: 0, early: null, stream: false, key: '', next: 0 }
    },
    data(connection, received) {
      const { data } = connection
      let bytes: Buffer = received
      if (data.missing === 0) {
        if (data.early !== null) bytes = Buffer.concat([data.early, received])
        const length = readHead(data, bytes)
        data.early = length === 0 ? Buffer.from(bytes) : null
        if (length === 0) return
        bytes = bytes.subarray(length)
        if (data.missing === 0) return arrived(connection)
      }
      data.missing -= bytes.length
      if (data.missing === 0) arrived(connection)
    },
    close(connection) {
      for (const slot of wheel) slot.delete(connection)
    },
    error() {},
  },
})

const tell = (report: Report): void => void process.send?.(report)
process.on('message', (order: Order) => {
  if (order.type === 'gate') gate = { waiting: [], count: order.count, key: order.key }
  else accepted = order.key
  tell({ type: 'accepting' })
})
process.on('disconnect', () => process.exit(0))
tell({ type: 'port', port: server.port })
