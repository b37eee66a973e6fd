import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { identityIn } from '../cloud/azure/azure-identity.ts'
import { azTenant, foundryOf, usesFoundry } from '../cloud/azure/foundry.ts'

/** Whether the token, the environment and az mean the same tenant. */
export const azureTenant: Check = {
  id: 'azure-tenant',
  title: 'It is the tenant that az works in',
  group: 'cloud',
  needs: ['azure-token'],
  network: true,
  async run(bench, signal) {
    if (!usesFoundry(bench)) return doesNotApply('Foundry is not switched on')
    const { way, stranger, credential } = foundryOf(bench)
    if (way !== 'chain' && way !== 'auth-token') return doesNotApply('no token of Azure is used')
    if (stranger !== null) return skip(`not asked, because a project (${stranger.place}) sets ${stranger.name}`)
    const given = await credential(signal)
    if (given === null) return skip('there is no token')
    const { tenant, who } = identityIn(given)
    if (tenant === null) return doesNotApply('the token does not say of which tenant it is')
    const named = (bench.clientEnv.AZURE_TENANT_ID ?? '').trim().toLowerCase()
    const az = azTenant(bench)
    const evidence = [
      `the token: ${tenant}${who === null ? '' : `, ${who}`}`,
      `AZURE_TENANT_ID: ${named === '' ? 'not set' : named}`,
      `az: ${az === null ? 'not signed in' : `${az.tenant}${az.user === null ? '' : `, ${az.user}`}`}`,
    ]
    if (/^[0-9a-f-]{36}$/.test(named) && named !== tenant)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `The token is of the tenant ${tenant}, and AZURE_TENANT_ID names ${named}.`,
        evidence,
        fix: `If ${named} is the one you mean: az login --tenant ${named}`,
      }
    if (az !== null && az.tenant !== tenant)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `The token is of the tenant ${tenant}, and az works in ${az.tenant}.`,
        evidence,
        fix: `If ${az.tenant} is the one you mean: unset ${way === 'chain' ? 'AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_TENANT_ID' : 'ANTHROPIC_FOUNDRY_AUTH_TOKEN'}`,
      }
    return ok(tenant)
  },
}
