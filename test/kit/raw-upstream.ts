import { listen, type ReceivedBody } from '../../emulator/wire/listener.ts'
import type { RequestHead } from '../../emulator/wire/request-head.ts'

/** One request as it came over the wire. */
export interface RawRequest {
  readonly head: RequestHead
  readonly body: ReceivedBody
}

/** An upstream that says exactly the bytes that it is told to say, and ends the connection where nothing else ends them. */
export interface RawUpstream extends Disposable {
  readonly url: string
  readonly port: number
  readonly seen: readonly RawRequest[]
  /** What every request is answered with from now on. Default a 200 with the two bytes `ok`. */
  answer(bytes: string | Uint8Array): void
}

export function openRawUpstream(options: { readonly maxBodyBytes?: number } = {}): RawUpstream {
  const seen: RawRequest[] = []
  let bytes: string | Uint8Array = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok'
  const listener = listen(
    { hostname: '127.0.0.1', port: 0, maxBodyBytes: options.maxBodyBytes ?? 1024 * 1024 },
    {
      async request(head, body, peer) {
        seen.push({ head, body })
        await peer.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
        const text = Buffer.from(bytes).toString('latin1').toLowerCase()
        const isFramed = /^http\/1\.1 (204|304)|\r\ncontent-length:|\r\ntransfer-encoding: chunked/.test(text)
        if (!isFramed || !head.keepAlive || text.includes('\r\nconnection: close')) peer.end()
      },
      unfinished() {},
    },
  )
  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    seen,
    answer(next) {
      bytes = next
    },
    [Symbol.dispose]: () => listener.close(),
  }
}
