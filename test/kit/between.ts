import { type GatewayWorld, type GatewayWorldOptions, openGatewayWorld } from './gateway-world.ts'
import { openRawUpstream, type RawUpstream } from './raw-upstream.ts'

/** A gateway in front of an upstream that says exactly what it is told to say. */
export interface Between extends AsyncDisposable {
  readonly world: GatewayWorld
  readonly upstream: RawUpstream
}

export async function between(
  options: GatewayWorldOptions & { readonly maxBodyBytes?: number } = {},
): Promise<Between> {
  const upstream = openRawUpstream(options)
  const world = await openGatewayWorld({ ...options, upstream: { base: upstream.url, ...options.upstream } })
  return {
    world,
    upstream,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      upstream[Symbol.dispose]()
    },
  }
}

/** The bytes of a request with a lasting key, which opens every path, to a connection that ends with its answer. */
export const lastingRequest = (
  { gateway, lasting }: GatewayWorld,
  line: string,
  headers: readonly string[] = [],
  body = '',
) =>
  [
    `${line} HTTP/1.1`,
    `host: 127.0.0.1:${gateway.port}`,
    `x-api-key: ${lasting}`,
    'user-agent: tool/1.0',
    'connection: close',
    ...headers,
    '',
    body,
  ].join('\r\n')
