import { lookUp } from '../../clients/claude-code/layers.ts'
import { isLoopback } from '../../proxy.ts'
import { type Check, type Complaint, ok } from '../check.ts'
import { rightAddress, setTo, takeOut } from '../fixes/fix-words.ts'

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
      const [, host] = /^([\w.-]+)(?::\d+)?(?:\/|$)/.exec(url) ?? []
      return wrong(
        `ANTHROPIC_BASE_URL of ${at} is not an address with https://.`,
        host === undefined
          ? rightAddress('ANTHROPIC_BASE_URL', at, 'your gateway')
          : setTo('ANTHROPIC_BASE_URL', at, `${isLoopback(host) ? 'http' : 'https'}://${endpoint.shown}`),
      )
    }
    if (parsed.username !== '' || parsed.password !== '')
      return wrong(
        'ANTHROPIC_BASE_URL holds a user name or password, which is not sent.',
        setTo('ANTHROPIC_BASE_URL', at, endpoint.shown),
      )
    const layer = layers.layers.find(({ origin }) => origin.place === place)?.path ?? null
    const set = (value: string) =>
      ({ what: 'set', path: layer ?? '', pointer: ['env', 'ANTHROPIC_BASE_URL'], value }) as const
    if (/[?#]/.test(url))
      return {
        ...wrong(
          `ANTHROPIC_BASE_URL of ${at} goes on with a ? or #, behind which the path of the API is lost.`,
          setTo('ANTHROPIC_BASE_URL', at, endpoint.shown),
        ),
        ...(layer === null ? {} : { edit: set(endpoint.shown) }),
      }
    const doubled = /\/v1(\/messages)?\/?$/
    if (doubled.test(parsed.pathname)) {
      const shorter = url.replace(doubled, '')
      return {
        ...wrong(
          `ANTHROPIC_BASE_URL of ${at} ends in ${parsed.pathname}, and Claude Code adds /v1/messages itself.`,
          setTo('ANTHROPIC_BASE_URL', at, shorter),
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
          takeOut('ANTHROPIC_BASE_URL', at),
        ),
        number: 4,
        ...(theirs === null ? {} : { edit }),
      }
    }
    if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname))
      return {
        ...wrong(
          `The credential goes to ${parsed.host} without TLS, and can be read on the way.`,
          setTo('ANTHROPIC_BASE_URL', at, endpoint.shown.replace(/^http:/, 'https:')),
        ),
        status: 'warn',
      }
    const others = ['OPENAI_BASE_URL', 'ANTHROPIC_API_BASE', 'ANTHROPIC_API_URL', 'CLAUDE_BASE_URL'].filter(
      (name) => (world.env[name] ?? '') !== '' && place === null,
    )
    const [other] = others
    if (other !== undefined)
      return {
        ...wrong(`${other} is set, which Claude Code does not read.`, `Type: export ANTHROPIC_BASE_URL="$${other}"`),
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
