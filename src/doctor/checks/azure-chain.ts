import { bypasses } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { azTenant, foundryOf, usesFoundry } from '../cloud/azure/foundry.ts'
import { toSet, toUnset } from '../fixes/set-variable.ts'

/** What names an identity to the part of the chain that is for servers, and is asked first. */
const ofServers = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
  'IDENTITY_ENDPOINT',
]
const metadata = new URL('http://169.254.169.254/metadata')

/**
 * Which part of Azure's default chain is asked. Claude Code knows `dev` and `prod` alone, and not the names of single
 * credentials that newer libraries know (measured with 2.1.197, 2.1.329 and 2.1.330).
 */
export const azureChain: Check = {
  id: 'azure-chain',
  title: 'The chain of Azure asks who is signed in',
  group: 'cloud',
  needs: ['foundry-credentials'],
  run(bench) {
    if (!usesFoundry(bench)) return doesNotApply('Foundry is not switched on')
    if (foundryOf(bench).way !== 'chain') return doesNotApply('no login of Azure is used')
    const name = 'AZURE_TOKEN_CREDENTIALS'
    const chosen = (bench.clientEnv[name] ?? '').trim().toLowerCase()
    const server = ofServers.find((each) => (bench.clientEnv[each] ?? '').trim() !== '')
    const az = azTenant(bench) !== null
    const wrong = (cause: Complaint['cause'], summary: string, fix: string): Complaint => ({
      status: 'wrong',
      cause,
      summary,
      evidence: [
        `${name}: ${chosen.slice(0, 40)}`,
        `az: ${az ? 'signed in' : 'not signed in'}`,
        `of servers: ${server ?? 'nothing set'}`,
      ],
      fix,
      number: 5,
    })
    if (chosen !== '' && chosen !== 'dev' && chosen !== 'prod')
      return wrong(
        'config-file',
        `${name} is "${chosen.slice(0, 40)}", and Claude Code knows dev and prod alone.`,
        toUnset(bench, name).fix,
      )
    if (chosen === 'prod' && az && server === undefined)
      return wrong(
        'missing-credential',
        `${name} is prod, with which nobody asks az, where you are signed in.`,
        toSet(bench, name, 'dev').fix,
      )
    if (chosen === 'dev' && !az && server !== undefined)
      return wrong(
        'missing-credential',
        `${name} is dev, with which nobody looks at ${server}.`,
        toSet(bench, name, 'prod').fix,
      )
    if (chosen === '' && az && server === undefined && byProxy(bench))
      return {
        status: 'warn',
        cause: 'timeout',
        summary:
          'Before az, Azure’s library asks the metadata server of a machine, through your proxy, and tries that for 20 s.',
        evidence: ['HTTPS_PROXY is set, and NO_PROXY does not spare 169.254.169.254', `${name} is not set`],
        fix: toSet(bench, name, 'dev').fix,
      }
    return ok(chosen === '' ? 'the whole chain' : `the part for ${chosen}`)
  },
}

/** Its library takes whichever proxy is named, for plain HTTP too. */
function byProxy({ clientEnv: env }: Bench): boolean {
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']
  const spared = [env.NO_PROXY, env.no_proxy].some((list) => bypasses(list, metadata))
  return !spared && proxy.some((name) => (env[name] ?? '').trim() !== '')
}
