import { lookUp } from '../../clients/claude-code/layers.ts'
import { isLoopback } from '../../proxy.ts'
import { type Check, type Complaint, ok } from '../check.ts'

/** The address alone, before anything is sent to it. */
export const baseUrl: Check = {
  id: 'base-url',
  title: 'The address can be one',
  group: 'endpoint',
  needs: ['settings-files', 'settings-values', 'endpoint-host'],
  aboutEndpoint: true,
  run({ endpoint, world, layers }) {
    const { parsed, url, place } = endpoint
    const at = place ?? 'nothing: the default'
    const wrong = (summary: string, fix: string): Complaint => ({
      status: 'wrong',
      cause: 'wrong-endpoint-or-header',
      summary,
      evidence: [`ANTHROPIC_BASE_URL is set by ${at}`],
      fix,
    })
    if (parsed === null) {
      const scheme = /^[\w.-]+(:\d+)?(\/|$)/.test(url) ? `https://${endpoint.shown}` : 'https://llm.example.com'
      return wrong(`ANTHROPIC_BASE_URL of ${at} is not an address with https://.`, `Write it like ${scheme} in ${at}.`)
    }
    if (parsed.username !== '' || parsed.password !== '')
      return wrong(
        'ANTHROPIC_BASE_URL holds a user name or password, which is not sent.',
        `Write the address alone in ${at}, and the credential into ANTHROPIC_AUTH_TOKEN.`,
      )
    const layer = layers.layers.find(({ origin }) => origin.place === place)?.path ?? null
    const set = (value: string) =>
      ({ what: 'set', path: layer ?? '', pointer: ['env', 'ANTHROPIC_BASE_URL'], value }) as const
    if (/[?#]/.test(url))
      return {
        ...wrong(
          `ANTHROPIC_BASE_URL of ${at} goes on with a ? or #, behind which the path of the API is lost.`,
          `Set it to ${endpoint.shown} in ${at}, and send what the server wants beside it with ANTHROPIC_CUSTOM_HEADERS.`,
        ),
        ...(layer === null ? {} : { edit: set(endpoint.shown) }),
      }
    const doubled = /\/v1(\/messages)?\/?$/
    if (doubled.test(parsed.pathname)) {
      const shorter = url.replace(doubled, '')
      return {
        ...wrong(
          `ANTHROPIC_BASE_URL of ${at} ends in ${parsed.pathname}, and Claude Code adds /v1/messages itself.`,
          `Set it to ${shorter} in ${at}.`,
        ),
        ...(layer === null ? {} : { edit: set(shorter) }),
      }
    }
    const own = endpoint.trusted
      ? null
      : lookUp('ANTHROPIC_BASE_URL', layers, world.env, ({ origin }) => !origin.trusted)
    if (own !== null && own.entry.value.trim() !== url) {
      const theirs = layers.layers.find(({ origin }) => origin.place === place)?.path ?? null
      const edit = { what: 'remove', path: theirs ?? '', pointer: ['env', 'ANTHROPIC_BASE_URL'] } as const
      return {
        ...wrong(
          `A project sends your requests elsewhere: ${at} names ${parsed.host}, and hides the address of ${own.layer?.origin.place ?? 'the shell'}.`,
          `Remove ANTHROPIC_BASE_URL from ${at}, or ask who put it there.`,
        ),
        number: 4,
        ...(theirs === null ? {} : { edit }),
      }
    }
    if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname))
      return {
        ...wrong(
          `The credential goes to ${parsed.host} without TLS, and can be read on the way.`,
          `Use https:// in ${at}.`,
        ),
        status: 'warn',
      }
    const others = ['OPENAI_BASE_URL', 'ANTHROPIC_API_BASE', 'ANTHROPIC_API_URL', 'CLAUDE_BASE_URL'].filter(
      (name) => (world.env[name] ?? '') !== '' && place === null,
    )
    const [other] = others
    if (other !== undefined)
      return {
        ...wrong(`${other} is set, which Claude Code does not read.`, `Set ANTHROPIC_BASE_URL to the same address.`),
        status: 'warn',
      }
    if (!endpoint.trusted)
      return {
        ...wrong(
          `A project says where requests go: ${parsed.host}. That address is not contacted.`,
          `If that is right, start with: warmkey run --trust-project -- claude. If not, remove ANTHROPIC_BASE_URL from ${at}.`,
        ),
        status: 'warn',
      }
    return ok(place === null ? url : `${url}, from ${place}`)
  },
}
