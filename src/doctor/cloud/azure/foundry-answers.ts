import type { Cause } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import type { Said } from '../../endpoint.ts'
import { newKey } from '../../fixes/fix-words.ts'
import { placeOf, toSet } from '../../fixes/set-variable.ts'
import type { Presented } from '../../present.ts'
import type { VertexVerdict } from '../google/vertex-answers.ts'
import { identityIn } from './azure-identity.ts'
import { type FoundryWay, foundryOf } from './foundry.ts'

/** What a question to Foundry was about. */
export interface FoundryQuestion {
  readonly host: string
  readonly resource: string | null
  readonly model: string
  /** What the credential is called. */
  readonly name: string
  /** The id of whoever a token is for. */
  readonly principal: string | null
  /** How another credential is set in its place. */
  readonly renew: string
  /** How a token of another tenant is had. */
  readonly otherTenant: string
  /** How the address is set that Azure gives a resource, where another one of it is set; `null` where that is not so. */
  readonly rightAddress: string | null
  /** How another deployment is asked for. */
  readonly otherModel: string
}

/** What Foundry says: https://learn.microsoft.com/azure/ai-services/openai/how-to/role-based-access-control and what was reported. */
export function foundryVerdict(answer: Said, of: FoundryQuestion): VertexVerdict {
  const { status, text } = answer
  if (status === 200) return { kind: 'taken' }
  const { code, message } = errorIn(text)
  const { host, model, name } = of
  const resource = of.resource ?? host
  const evidence = [`POST ${host}/…: ${status}${code === null ? '' : `, ${code}`}`, `the credential: ${name}`]
  const wrong = (cause: Cause, summary: string, fix: string): VertexVerdict => ({
    kind: 'wrong',
    complaint: { status: 'wrong', cause, summary, evidence, fix, number: 5 },
  })
  const tenant = /Token tenant (\S+?) does not match resource tenant/.exec(message)?.[1]
  if (tenant !== undefined || code === 'InvalidAuthenticationTokenTenant')
    return wrong(
      'invalid-credential',
      `${name} is of the tenant ${tenant ?? 'of somebody else'}, and the resource ${resource} is of another.`,
      of.otherTenant,
    )
  if (/lacks the required data action/.test(message) || code === 'PermissionDenied')
    return wrong(
      'permission',
      `${name} has no role at the resource ${resource} that lets it use models.`,
      `Ask whoever runs ${host} to type: az role assignment create --assignee ${of.principal ?? '<your object id>'} --role "Cognitive Services User" --scope "$(az cognitiveservices account list --query "[?name=='${resource}'].id" -o tsv)"`,
    )
  if (/Virtual Network|Firewall rules|Public access is disabled|private endpoint/i.test(message))
    return wrong(
      'org-policy',
      `The resource ${resource} takes no requests from this network.`,
      `Ask whoever runs ${host} to let this network in.`,
    )
  if (code === 'DeploymentNotFound' || /deployment .*does not exist/i.test(message))
    return wrong('model-not-found', `The resource ${resource} has no deployment of the name ${model}.`, of.otherModel)
  if (/invalid subscription key|wrong API endpoint/.test(message))
    return wrong(
      'invalid-credential',
      `The resource ${resource} does not know ${name}: the key was made anew, or is of another resource.`,
      of.renew,
    )
  if (status === 401)
    return wrong(
      'invalid-credential',
      `The resource ${resource} does not take ${name}: it has ended, or is for another audience.`,
      of.renew,
    )
  if (status === 403)
    return wrong(
      'permission',
      `The resource ${resource} refuses ${name}.`,
      `Ask whoever runs ${host} to let ${of.principal ?? 'you'} use models.`,
    )
  if (status === 404 && of.rightAddress !== null)
    return wrong(
      'wrong-endpoint-or-header',
      `ANTHROPIC_FOUNDRY_BASE_URL leads past the models of ${host}, whose address ends in /anthropic.`,
      of.rightAddress,
    )
  if (status === 429)
    return wrong('quota', `The resource ${resource} has used up its quota for ${model}.`, 'Wait a minute.')
  if (status >= 500)
    return wrong(
      'server-error',
      `The resource ${resource} cannot answer at the moment (status ${status}).`,
      'Wait a minute.',
    )
  return { kind: 'unknown', because: `${host} answers ${status} to a free question` }
}

function errorIn(text: string): { readonly code: string | null; readonly message: string } {
  try {
    const body = Object(JSON.parse(text))
    const error = Object(body.error)
    const message = [error.message, body.message].find((each) => typeof each === 'string')
    return { code: typeof error.code === 'string' ? error.code : null, message: message ?? '' }
  } catch {
    return { code: null, message: '' }
  }
}

const names: Readonly<Record<FoundryWay, string>> = {
  'auth-token': 'ANTHROPIC_FOUNDRY_AUTH_TOKEN',
  'api-key': 'ANTHROPIC_FOUNDRY_API_KEY',
  gateway: 'ANTHROPIC_AUTH_TOKEN',
  chain: 'the login of Azure',
}

/** What the question of this bench is about. */
export function askedOf(bench: Bench, credential: Presented | null): FoundryQuestion {
  const { way, resource, model, modelNamed, endpoint } = foundryOf(bench)
  const identity = credential === null || way === 'api-key' ? null : identityIn(credential)
  const { host = '' } = endpoint.parsed ?? {}
  const again = (name: string, command: string) =>
    placeOf(bench, name) === 'the shell'
      ? `Type: export ${name}="$(${command})"`
      : newKey(name, placeOf(bench, name), { host, isDefault: false })
  const account = resource ?? '<your resource>'
  const group = `$(az cognitiveservices account list --query "[?name=='${account}'].resourceGroup" -o tsv)`
  const keysOf = `az cognitiveservices account keys list --name ${account} --resource-group "${group}"`
  const renew = {
    'auth-token': again(
      'ANTHROPIC_FOUNDRY_AUTH_TOKEN',
      'az account get-access-token --resource https://cognitiveservices.azure.com --query accessToken -o tsv',
    ),
    'api-key': again('ANTHROPIC_FOUNDRY_API_KEY', `${keysOf} --query key1 -o tsv`),
    gateway: newKey('ANTHROPIC_AUTH_TOKEN', placeOf(bench, 'ANTHROPIC_AUTH_TOKEN'), { host, isDefault: false }),
    chain: 'Type: az login',
  }[way]
  const { pathname = '' } = endpoint.parsed ?? {}
  const elsewhere = host.endsWith('.services.ai.azure.com') && !/^\/anthropic\/?$/.test(pathname)
  const variable = bench.model !== null && !modelNamed ? 'ANTHROPIC_DEFAULT_SONNET_MODEL' : 'ANTHROPIC_MODEL'
  return {
    host: endpoint.parsed?.host ?? endpoint.shown,
    resource,
    model,
    name: identity?.who ?? names[way],
    principal: identity?.principal ?? null,
    renew,
    otherTenant:
      way === 'auth-token'
        ? renew.replace('--resource', '--tenant <the tenant of the resource> --resource')
        : identity?.isApplication === true && (bench.clientEnv.AZURE_CLIENT_ID ?? '') !== ''
          ? toSet(bench, 'AZURE_TENANT_ID', '<the tenant of the resource>').fix
          : 'Type: az login --tenant <the tenant of the resource>',
    rightAddress: elsewhere ? toSet(bench, 'ANTHROPIC_FOUNDRY_BASE_URL', `https://${host}/anthropic`).fix : null,
    otherModel: toSet(bench, variable, '<the name of your deployment>').fix,
  }
}
