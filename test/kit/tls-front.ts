/** A server with TLS before the upstream of a world, whose certificate can be another one later. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Pair } from './certificates.ts'
import type { DoctorWorld } from './doctor-world.ts'

/** Says what the upstream says. */
export function passOn(world: DoctorWorld, request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', async () => {
    const { method = 'GET', url = '/', headers } = request
    const body = Buffer.concat(chunks)
    const answer = await fetch(`${world.upstream.url}${url}`, {
      method,
      headers: { ...(headers as Record<string, string>), host: new URL(world.upstream.url).host },
      ...(body.length === 0 ? {} : { body }),
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
}

interface Front {
  /** Signs whom it wants to see. */
  readonly clientCa?: string
  readonly address?: string
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void
}

export interface TlsFront {
  readonly port: number
  /** The same address shows another certificate from now on. */
  becomes(pair: Pair): Promise<void>
}

/** Ends with the world. */
export async function tlsFront(world: DoctorWorld, pair: Pair, front: Front = {}): Promise<TlsFront> {
  const { clientCa, address = '127.0.0.1', answer = (request, response) => passOn(world, request, response) } = front
  const wants = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }
  const listen = async (shows: Pair, port: number): Promise<Server> => {
    const server = createServer({ ...shows, ...wants }, answer)
    await new Promise<void>((resolve) => server.listen(port, address, resolve))
    return server
  }
  const end = async (server: Server): Promise<void> => {
    const ended = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await ended
  }
  let server = await listen(pair, 0)
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  world.keep(() => end(server))
  return {
    port,
    async becomes(next) {
      await end(server)
      server = await listen(next, port)
    },
  }
}
