import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isOn } from '../../clients/claude-code/obstacle.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { claimsOf } from '../credential/claims.ts'
import { toSet, toUnset } from '../fixes/set-variable.ts'

/** Whom a token of Entra must be for: https://learn.microsoft.com/azure/ai-foundry/foundry-models/how-to/configure-entra-id */
const audiences = ['https://cognitiveservices.azure.com', 'https://ai.azure.com']
/** What names an identity to Azure's own chain: https://learn.microsoft.com/azure/developer/javascript/sdk/authentication/credential-chains */
const identities = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE']

/** Resource and credential of Foundry, as far as they can be seen without a request. */
export const foundryCredentials: Check = {
  id: 'foundry-credentials',
  title: 'Foundry credentials can be had',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    const { ladder, clientEnv, world, clock } = bench
    if (ladder.winner?.rung.name !== 'CLAUDE_CODE_USE_FOUNDRY') return doesNotApply('Foundry is not switched on')
    const place = ladder.winner.holding.origin.place
    const value = (name: string) => (clientEnv[name] ?? '').trim()
    const wrong = (cause: Complaint['cause'], summary: string, fix: string, ...evidence: string[]): Complaint => ({
      status: 'wrong',
      cause,
      summary,
      evidence: [`CLAUDE_CODE_USE_FOUNDRY of ${place}`, ...evidence],
      fix,
      number: 5,
    })
    const resource = value('ANTHROPIC_FOUNDRY_RESOURCE')
    const url = value('ANTHROPIC_FOUNDRY_BASE_URL')
    if (resource !== '' && url !== '')
      return wrong(
        'wrong-endpoint-or-header',
        'ANTHROPIC_FOUNDRY_RESOURCE and ANTHROPIC_FOUNDRY_BASE_URL are both set, and only one of them can be.',
        toUnset(bench, 'ANTHROPIC_FOUNDRY_RESOURCE').fix,
      )
    if (/[/.:]/.test(resource))
      return wrong(
        'wrong-endpoint-or-header',
        'ANTHROPIC_FOUNDRY_RESOURCE holds an address, and should hold the name of the resource alone.',
        toSet(bench, 'ANTHROPIC_FOUNDRY_RESOURCE', resource.replace(/^https?:\/\//, '').split(/[./:]/)[0] ?? '').fix,
      )
    // The client says so itself, and asks nobody: 2.1.330.
    if (resource !== '' && !/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])$/i.test(resource))
      return wrong(
        'wrong-endpoint-or-header',
        `ANTHROPIC_FOUNDRY_RESOURCE is "${resource.slice(0, 40)}", which is no name of a resource: 2 to 64 letters, digits and hyphens.`,
        toSet(bench, 'ANTHROPIC_FOUNDRY_RESOURCE', '<your resource>').fix,
      )
    const token = value('ANTHROPIC_FOUNDRY_AUTH_TOKEN')
    if (token !== '') {
      const claims = claimsOf(token.replace(/^bearer\s+/i, ''))
      if (claims === null) return ok('ANTHROPIC_FOUNDRY_AUTH_TOKEN, which does not say whom it is for')
      const aud = String(claims.aud ?? '').replace(/\/$/, '')
      const again = `Type: export ANTHROPIC_FOUNDRY_AUTH_TOKEN="$(az account get-access-token --resource ${audiences[0]} --query accessToken -o tsv)"`
      if (!audiences.includes(aud))
        return wrong(
          'invalid-credential',
          'ANTHROPIC_FOUNDRY_AUTH_TOKEN is a token for another service of Azure.',
          again,
          `aud: ${aud === '' ? 'none' : aud}; it should be ${audiences.join(' or ')}`,
        )
      if (typeof claims.exp === 'number' && claims.exp * 1000 < clock.nowMs())
        return wrong(
          'expired',
          'ANTHROPIC_FOUNDRY_AUTH_TOKEN has ended.',
          again,
          `exp: ${new Date(claims.exp * 1000).toISOString()}`,
        )
      return ok(`ANTHROPIC_FOUNDRY_AUTH_TOKEN, for ${aud}, parsed`)
    }
    if (value('ANTHROPIC_FOUNDRY_API_KEY') !== '') return ok('ANTHROPIC_FOUNDRY_API_KEY is set')
    if (isOn(value('CLAUDE_CODE_SKIP_FOUNDRY_AUTH'))) return doesNotApply('a gateway signs in for it')
    const folder = value('AZURE_CONFIG_DIR') || join(world.home, '.azure')
    const profile = world.read(join(folder, 'azureProfile.json'))
    if (typeof profile === 'string' && /"subscriptions"\s*:\s*\[\s*\{/.test(profile))
      return ok(`the login of az in ${folder}, parsed`)
    if (identities.some((name) => value(name) !== '')) return ok('an identity of Azure is named in the environment')
    if (value('IDENTITY_ENDPOINT') !== '' || existsSync('/var/lib/waagent'))
      return doesNotApply('nothing is written down: a machine of Azure gives its own')
    return wrong(
      'missing-credential',
      'There is no key, no token and no login of Azure for Foundry.',
      'Type: az login',
      'ANTHROPIC_FOUNDRY_AUTH_TOKEN and ANTHROPIC_FOUNDRY_API_KEY are not set',
      `${folder}: no login of az`,
    )
  },
}
