import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import type { Flaw } from '../credential/shape.ts'
import type { Edit } from '../fixes/edit.ts'
import { andThen, newKey, setTo, takeOut } from '../fixes/fix-words.ts'
import { fixOfFlaw } from '../fixes/shape-fixes.ts'
import { flawIn, isLoginToken, keyFieldIn, looksLike, type Presented, wrongFor } from '../present.ts'

/** Whether what is sent can be a credential at all: nothing is contacted, its text is looked at. */
export const credentialShape: Check = {
  id: 'credential-shape',
  title: 'The credential looks like one',
  group: 'credential',
  needs: ['credential-found', 'helper-runs', 'helper-life'],
  async run(bench, signal) {
    const credentials = await bench.credentials(signal)
    const [first] = credentials
    if (first === undefined) return doesNotApply('the client signs in without a key')
    for (const credential of credentials) {
      const flaw = flawIn(credential)
      const at = `${credential.name} of ${credential.place}`
      // Only an endpoint of one's own knows how long its keys are: where it refuses one, that is said there.
      if (flaw !== null && (flaw.id !== 'truncated' || bench.endpoint.place === null))
        return {
          status: flaw.id === 'truncated' ? 'warn' : 'wrong',
          cause: 'invalid-credential',
          summary: `${at} ${flaw.fact}.`,
          evidence: [`${at}: ${flaw.id}`],
          fix: fixOfFlaw(flaw.id, {
            name: credential.name,
            place: credential.place,
            printed: credential.name === 'apiKeyHelper',
            field: keyFieldIn(credential),
            host: bench.endpoint.parsed?.host ?? '',
            isDefault: bench.endpoint.place === null,
          }),
          ...undressing(bench, credential, flaw.id),
        }
      if (isLoginToken(credential, bench.endpoint.parsed?.hostname ?? ''))
        return {
          status: 'wrong',
          cause: 'wrong-endpoint-or-header',
          summary: `${at} is a token of a Claude login, which is sent there as if it were an API key.`,
          evidence: [`${at}: sent in ${credential.header}, without anthropic-beta: oauth-2025-04-20`],
          fix:
            credential.place === 'the shell'
              ? `Type: export CLAUDE_CODE_OAUTH_TOKEN="$${credential.name}"; unset ${credential.name}`
              : andThen(
                  takeOut(credential.name, credential.place),
                  setTo('CLAUDE_CODE_OAUTH_TOKEN', credential.place, '<that token>'),
                ),
          number: 5,
        }
      const other = wrongFor(credential, bench.endpoint.parsed?.hostname ?? '')
      if (other !== null)
        return {
          status: 'wrong',
          cause: 'invalid-credential',
          summary: `${at} is ${other}, which ${bench.endpoint.parsed?.hostname} does not take.`,
          evidence: [`${at} looks like ${other}`, `endpoint: ${bench.endpoint.shown}`],
          fix: newKey(credential.name, credential.place, { host: '', isDefault: true }),
          number: 5,
        }
    }
    const look = looksLike(first)
    return ok(`${first.name}: ${look ?? 'no known kind, nothing odd about it'}`)
  },
}

/** Quotes and `Bearer` can be taken off where the value stands in a settings file. */
function undressing({ layers }: Bench, { name, place }: Presented, flaw: Flaw['id']): { edit?: Edit } {
  const layer = layers.layers.find(({ origin, settings }) => origin.place === place && settings.env.has(name))
  if (layer === undefined || layer.path === null || (flaw !== 'quoted' && flaw !== 'bearer')) return {}
  return { edit: { what: 'undress', path: layer.path, pointer: ['env', name] } }
}
