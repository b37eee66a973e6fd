import type { Clock } from '../../src/clock.ts'
import type { Rendered } from './answer.ts'
import type { Peer } from './listener.ts'

/**
 * What happens to a response at one of its bytes. `at` counts what is sent before it: bytes from the first of the status
 * line; with `of: 'body'`, bytes from the first behind the blank line (chunk sizes included, as on the wire); with
 * `of: 'pieces'`, the pieces of a stream, of which the first is all that comes before the first delta.
 * A response that ends earlier is not interrupted; `end` is behind its last byte, whatever the response promised.
 *
 * - `hold`: nothing more is sent until the promise resolves.
 * - `pause`: nothing more is sent for `forMs`, by the emulator's clock.
 * - `fin`: the connection ends as if all had been said.
 * - `reset`: the connection breaks (RST). What the receiver has not read by then may be lost to it: put a `hold`
 *   before, and release it when the receiver has what it should have.
 */
export type Interruption = { readonly at: number | 'end'; readonly of?: 'response' | 'body' | 'pieces' } & (
  | { readonly do: 'hold'; readonly until: PromiseLike<unknown> }
  | { readonly do: 'pause'; readonly forMs: number }
  | { readonly do: 'fin' }
  | { readonly do: 'reset' }
)

/** How a delivery ended: all bytes handed over, an interruption that cuts was reached, or the peer went away. */
export type Delivered = 'whole' | 'fin' | 'reset' | 'gone'

/**
 * Sends a response, byte-exact, with its interruptions; never runs ahead of what the peer takes.
 * Ending or breaking the connection is left to the caller, who knows first that it was meant.
 */
export async function deliver(
  peer: Peer,
  rendered: Rendered,
  interruptions: readonly Interruption[],
  clock: Clock,
): Promise<Delivered> {
  const due = interruptions
    .flatMap((one) => {
      if (one.at === 'end' || one.of === 'pieces') return []
      return [{ one, at: one.at + (one.of === 'body' ? rendered.head.length : 0) }]
    })
    .sort((a, b) => a.at - b.at)
  let sent = 0

  const act = async (one: Interruption): Promise<Delivered | null> => {
    if (one.do === 'fin' || one.do === 'reset') return one.do
    if (one.do === 'hold') await Promise.race([one.until, peer.gone])
    else {
      let callOff = () => {}
      await Promise.race([new Promise<void>((resolve) => (callOff = clock.after(one.forMs, resolve))), peer.gone])
      callOff()
    }
    return peer.isGone() ? 'gone' : null
  }
  const send = async (bytes: Uint8Array): Promise<Delivered | null> => {
    let rest = bytes
    for (let next = due[0]; next !== undefined && next.at <= sent + rest.length; next = due[0]) {
      due.shift()
      const before = rest.subarray(0, Math.max(next.at - sent, 0))
      if (before.length > 0 && !(await peer.write(before))) return 'gone'
      sent += before.length
      rest = rest.subarray(before.length)
      const ended = await act(next.one)
      if (ended !== null) return ended
    }
    if (rest.length > 0 && !(await peer.write(rest))) return 'gone'
    sent += rest.length
    return null
  }

  const { head, pieces } = rendered
  if (Array.isArray(pieces)) {
    // One write for what is known as a whole: half the system calls, and small answers arrive in one piece.
    const ended = await send(Buffer.concat([head, ...pieces]))
    if (ended !== null) return ended
  } else {
    const ended = await send(head)
    if (ended !== null) return ended
    let count = 0
    for await (const piece of pieces) {
      for (const one of interruptions) {
        if (one.of !== 'pieces' || one.at !== count) continue
        const cut = await act(one)
        if (cut !== null) return cut
      }
      const cut = await send(piece)
      if (cut !== null) return cut
      count += 1
    }
  }
  for (const one of interruptions) {
    const cut = one.at === 'end' ? await act(one) : null
    if (cut !== null) return cut
  }
  return 'whole'
}
