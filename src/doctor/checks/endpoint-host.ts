import { type Check, doesNotApply, ok } from '../check.ts'
import { misplaced } from '../network/known-hosts.ts'

/** Hosts of well-known providers tell by their names what they speak; nothing is sent. */
export const endpointHost: Check = {
  id: 'endpoint-host',
  title: 'The host is one that speaks the Messages API',
  group: 'endpoint',
  needs: ['settings-files', 'settings-values'],
  aboutEndpoint: true,
  run({ endpoint, layers }) {
    const { parsed, place, trusted } = endpoint
    if (parsed === null || place === null) return doesNotApply('no address is set')
    if (!trusted) return doesNotApply('a project says where')
    const known = misplaced(parsed, place)
    if (known === null) return ok(`nothing is known against ${parsed.host}`)
    const path = layers.layers.find(({ origin }) => origin.place === place)?.path ?? null
    return {
      status: 'wrong',
      cause: 'wrong-endpoint-or-header',
      summary: `ANTHROPIC_BASE_URL of ${place} names ${parsed.host}${parsed.pathname.replace(/\/$/, '')}: ${known.what}, which does not speak the Messages API there.`,
      evidence: [`ANTHROPIC_BASE_URL is set by ${place}`],
      fix: known.fix,
      number: 5,
      ...(path === null || known.better === null
        ? {}
        : { edit: { what: 'set', path, pointer: ['env', 'ANTHROPIC_BASE_URL'], value: known.better } }),
    }
  },
}
