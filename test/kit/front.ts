import type { DoctorWorld } from './doctor-world.ts'

/** A web server of the story's own, to which requests go from now on; what it leaves alone (`null`) goes on to the upstream. */
export interface Front {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly host: string
}

export type Says = (request: Request, body: string) => Response | null | Promise<Response | null>

/** Opens it without sending requests there. */
export function openFront(
  world: DoctorWorld,
  says: Says,
  tls?: { readonly cert: string; readonly key: string },
): Front {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    ...(tls === undefined ? {} : { tls }),
    async fetch(request) {
      const body = await request.text()
      const said = await says(request, body)
      if (said !== null) return said
      const url = new URL(request.url)
      const init = { method: request.method, headers: request.headers, redirect: 'manual' } as const
      return fetch(`${world.upstream.url}${url.pathname}${url.search}`, body === '' ? init : { ...init, body })
    },
  })
  world.keep(() => server.stop(true))
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`, host: `127.0.0.1:${server.port}` }
}

export function frontOf(world: DoctorWorld, says: Says): Front {
  const front = openFront(world, says)
  world.env.ANTHROPIC_BASE_URL = front.url
  return front
}

/** A server whose owner can mend it, once he is asked for the right thing. */
export function brokenUntil(world: DoctorWorld, asked: RegExp, says: Says): Front {
  let broken = true
  const front = frontOf(world, (request, body) => (broken ? says(request, body) : null))
  world.owners.set(front.host, (request) => {
    if (asked.test(request)) broken = false
    return !broken
  })
  return front
}
