/**
 * Opens many requests at once against one port, in a process of its own, and says what became of them. Raw TCP, so that
 * it is not the thing that is measured. Takes a {@link Load} as JSON in its first argument, prints {@link Outcome} as JSON.
 */
import type { Socket } from 'bun'
import { events, plainTarget, requestBody, requestText, streamTarget } from './wire.ts'

export interface Load {
  readonly port: number
  readonly key: string
  readonly count: number
  readonly bodyBytes: number
  readonly streams: boolean
  /** Time over which the requests begin, evenly, milliseconds; 0 for all at once. */
  readonly overMs: number
}

/** Times in milliseconds. */
export interface Outcome {
  /** Requests that were answered whole with a 200, every event of a stream in its order. */
  readonly whole: number
  /** The first few faults, in words. */
  readonly faults: readonly string[]
  /** From the first byte of the request to the first byte of the answer, ascending. */
  readonly firstByteMs: readonly number[]
  /** When those first bytes came, milliseconds since the epoch, ascending. */
  readonly firstByteAtMs: readonly number[]
  /** Longest silence between two events, over all streams. */
  readonly longestGapMs: number
}

interface State {
  unsent: Buffer
  startedMs: number
  /** Answer so far that is not yet understood. */
  text: string
  /** Number of the event that is expected next. */
  next: number
  lastMs: number
  over: boolean
}

const load = JSON.parse(process.argv[2] ?? '') as Load
const request = Buffer.from(
  requestText(load.streams ? streamTarget : plainTarget, load.port, load.key, requestBody(load.bodyBytes)),
)
const firstByteMs: number[] = []
const firstByteAtMs: number[] = []
const faults: string[] = []
let whole = 0
let over = 0
let longestGapMs = 0
const { promise: finished, resolve: finish } = Promise.withResolvers<void>()

function end(connection: Socket<State>, fault: string | null): void {
  const { data } = connection
  if (data.over) return
  data.over = true
  if (fault === null) whole += 1
  else if (faults.length < 5) faults.push(fault)
  over += 1
  if (over === load.count) finish()
}

function flush(connection: Socket<State>): void {
  const { data } = connection
  if (data.unsent.length === 0) return
  const written = connection.write(data.unsent)
  if (written > 0) data.unsent = data.unsent.subarray(written)
}

function readStream(connection: Socket<State>, nowMs: number): void {
  const { data } = connection
  for (;;) {
    const at = data.text.indexOf('"text":"word ')
    if (at === -1) break
    const close = data.text.indexOf('"', at + 13)
    if (close === -1) return
    const number = Number(data.text.slice(at + 13, close))
    if (number !== data.next) {
      end(connection, `event ${number} came where ${data.next} was expected`)
      return
    }
    if (number > 0) longestGapMs = Math.max(longestGapMs, nowMs - data.lastMs)
    data.lastMs = nowMs
    data.next += 1
    data.text = data.text.slice(close)
  }
  if (!data.text.endsWith('0\r\n\r\n')) return
  end(connection, data.next === events ? null : `the stream ended after ${data.next} of ${events} events`)
}

function readPlain(connection: Socket<State>): void {
  const { text } = connection.data
  const head = text.indexOf('\r\n\r\n')
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? Number.NaN)
  if (head !== -1 && text.length >= head + 4 + length) end(connection, null)
}

const socket = {
  open(connection: Socket<State>) {
    connection.data.startedMs = performance.now()
    flush(connection)
  },
  drain: flush,
  data(connection: Socket<State>, bytes: Buffer) {
    const { data } = connection
    const nowMs = performance.now()
    if (data.text === '' && data.next === 0) {
      firstByteMs.push(nowMs - data.startedMs)
      firstByteAtMs.push(performance.timeOrigin + nowMs)
      if (!bytes.toString('latin1', 0, 12).endsWith(' 200')) return end(connection, bytes.toString('latin1', 0, 400))
    }
    data.text += bytes.toString('latin1')
    if (load.streams) readStream(connection, nowMs)
    else readPlain(connection)
  },
  close: (connection: Socket<State>) => end(connection, 'the connection was closed before the end'),
  error: (connection: Socket<State>, error: Error) => end(connection, error.message),
  connectError: (connection: Socket<State>, error: Error) => end(connection, `no connection: ${error.message}`),
}

const begin = (): void => {
  const data: State = { unsent: request, startedMs: 0, text: '', next: 0, lastMs: 0, over: false }
  Bun.connect<State>({ hostname: '127.0.0.1', port: load.port, data, socket }).catch(() => {})
}

const startedMs = performance.now()
let begun = 0
const timer = setInterval(() => {
  const due = load.overMs === 0 ? load.count : ((performance.now() - startedMs) / load.overMs) * load.count
  for (; begun < Math.min(due, load.count); begun++) begin()
  if (begun === load.count) clearInterval(timer)
}, 1)

await finished
const ascending = (times: number[]): number[] => times.sort((a, b) => a - b)
const outcome: Outcome = {
  whole,
  faults,
  firstByteMs: ascending(firstByteMs),
  firstByteAtMs: ascending(firstByteAtMs),
  longestGapMs,
}
// A pipe takes 64 KB at once, and leaving does not wait for the rest.
await Bun.write(Bun.stdout, JSON.stringify(outcome))
process.exit(0)
