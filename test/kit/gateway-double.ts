/** What stands at ANTHROPIC_BASE_URL when it is not Anthropic's own API, each answering as the real one does. */
import type { DoctorWorld } from './doctor-world.ts'

export interface Asked {
  readonly path: string
  readonly headers: Headers
  readonly text: string
  /** Whether the key that this person has came in this header. */
  readonly has: (header: string) => boolean
}

export type Answer = (asked: Asked) => Response | Promise<Response>

/** A gateway of the story's own at the address of the shell. Whoever runs it puts a good one in its place when asked to. */
export const gateway =
  (answer: Answer, base = '') =>
  (world: DoctorWorld): void => {
    let mended = false
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: async (request) => {
        const { headers, method, url } = request
        const { pathname: path, search } = new URL(url)
        const text = await request.text()
        if (mended)
          return fetch(world.upstream.url + path + search, { method, headers, body: text === '' ? null : text })
        const has = (name: string) => (headers.get(name) ?? '').replace(/^Bearer /, '') === world.key
        return answer({ path, headers, text, has })
      },
    })
    world.keep(() => server.stop(true))
    world.owners.set(`127.0.0.1:${server.port}`, () => {
      mended = true
      return true
    })
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}${base}`
  }

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })
export const refusal = (status: number, type: string, message: string) =>
  json({ type: 'error', error: { type, message } }, status)
export const listOf = (owner: string, ...ids: string[]) =>
  json({ object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: owner })) })
export const models = (...ids: string[]) => json({ data: ids.map((id) => ({ type: 'model', id })), has_more: false })
export const notFound = () => new Response('404 page not found', { status: 404 })
export const fieldMissing = () => refusal(400, 'invalid_request_error', 'model: Field required')
export const counted = () => json({ input_tokens: 3 })

/** The Messages API behind a rule of its own about who may ask. */
export const api =
  (may: (asked: Asked) => boolean, no: () => Response): Answer =>
  (asked) => {
    if (!may(asked)) return no()
    if (asked.path === '/v1/models') return models('claude-sonnet-4-6', 'claude-haiku-4-5')
    if (asked.path === '/v1/messages/count_tokens') return counted()
    return asked.path === '/v1/messages' ? fieldMissing() : notFound()
  }
