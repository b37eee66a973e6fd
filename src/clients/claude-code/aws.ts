import type { Approval, AwsTarget, ClientWorld, Decision, FoundCredential, Resolution } from '../client.ts'
import { awsProfile, awsRegion } from './aws-region.ts'
import { type Layer, type Layers, lookUp } from './layers.ts'
import { cloudSwitch, isOn, managedObstacle } from './obstacle.ts'
import { chooseBaseUrl, chooseHelper, notUsed, placeOf, type Refused, shell, sourceEnv } from './trust.ts'

/** How long the client keeps what awsCredentialExport printed without an end. Source: https://code.claude.com/docs/en/amazon-bedrock */
const exportTtlMs = 3_600_000

/** Values (no commands, no paths of files) that decide which credential the chain finds; they count wherever they stand. */
const chainNames = [
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
] as const

const setting =
  (name: string) =>
  ({ settings }: Layer): string | undefined =>
    typeof settings.all[name] === 'string' ? settings.all[name] : undefined

/** An API of AWS as Claude Code speaks to it: what names its key, its address, and that somebody else signs. */
interface AwsApi {
  readonly target: Omit<AwsTarget, 'region'>
  /** What {@link managedObstacle} looks for. */
  readonly mode: 'bedrock' | 'anthropic-aws'
  readonly key: { readonly name: string; readonly type: 'token' | 'api-key' }
  readonly address: string
  readonly unsigned: string
}

export const awsApis = {
  CLAUDE_CODE_USE_BEDROCK: {
    target: { dialect: 'bedrock' },
    mode: 'bedrock',
    key: { name: 'AWS_BEARER_TOKEN_BEDROCK', type: 'token' },
    address: 'ANTHROPIC_BEDROCK_BASE_URL',
    unsigned: 'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
  },
  // The Claude Platform on AWS: https://code.claude.com/docs/en/claude-platform-on-aws
  CLAUDE_CODE_USE_ANTHROPIC_AWS: {
    target: { dialect: 'messages', service: 'aws-external-anthropic' },
    mode: 'anthropic-aws',
    key: { name: 'ANTHROPIC_AWS_API_KEY', type: 'api-key' },
    address: 'ANTHROPIC_AWS_BASE_URL',
    unsigned: 'CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH',
  },
} as const satisfies Readonly<Record<string, AwsApi>>

export const isAwsSwitch = (name: string): name is keyof typeof awsApis => Object.hasOwn(awsApis, name)

/**
 * What Claude Code would sign its requests to AWS with, in its order (measured): a gateway's token where it does not sign,
 * the key of the API, awsCredentialExport, the credential chain of AWS.
 */
export function resolveAws(
  which: keyof typeof awsApis,
  world: ClientWorld,
  layers: Layers,
  decide: (ask: Approval) => Decision,
): Resolution {
  const api: AwsApi = awsApis[which]
  const { env } = world
  const refused: Refused[] = []
  const remarks = [...layers.problems]
  const mantle = cloudSwitch(layers, env, ['CLAUDE_CODE_USE_MANTLE'])
  if (mantle !== null) {
    const sentence = `${mantle.name} is set in ${mantle.place}, so Claude Code speaks to two APIs of AWS at once, of which warmkey could serve one.`
    return { kind: 'cloud', sentence }
  }
  const obstacle = managedObstacle(layers, env, api.mode)
  if (obstacle !== null) return { kind: 'managed-elsewhere', sentence: obstacle }

  const inline: Record<string, string> = {}
  const keyIn = (name: string, type: 'token' | 'api-key'): FoundCredential | null => {
    const found = lookUp(name, layers, env, (_, { wasNull }) => wasNull)
    if (found === null || found.entry.value.trim() === '') return null
    const at = placeOf(name, found.layer)
    if (at.in === 'source-env') inline[name] = found.entry.value
    return { type, name, at, origin: found.layer?.origin ?? shell }
  }
  const helper = (): FoundCredential | Approval | null => {
    const chosen = chooseHelper('awsCredentialExport', layers, setting('awsCredentialExport'), { decide, refused })
    return chosen === null || 'what' in chosen ? chosen : { type: 'helper', ...chosen, ttlMs: exportTtlMs }
  }
  const chain = (): FoundCredential => {
    for (const name of chainNames) {
      const found = lookUp(name, layers, env, (_, { wasNull }) => wasNull)
      if (found?.layer) inline[name] = found.entry.value
    }
    const place = lookUp('AWS_PROFILE', layers, env)?.layer?.origin ?? shell
    return { type: 'aws', profile: awsProfile(layers, env), origin: place }
  }

  const signsNot = isOn(lookUp(api.unsigned, layers, env)?.entry.value ?? '')
  const credential = signsNot
    ? keyIn('ANTHROPIC_AUTH_TOKEN', 'token')
    : (keyIn(api.key.name, api.key.type) ?? helper() ?? chain())
  if (credential === null) {
    const sentence = `${api.unsigned} is set and no ANTHROPIC_AUTH_TOKEN, so whatever stands behind ${api.address} signs in by itself.`
    return { kind: 'cloud', sentence }
  }
  if ('what' in credential) return untrusted({ ask: credential, name: 'awsCredentialExport' })

  const name = api.address
  const goes = `requests signed with your AWS credentials (${credential.origin.place})`
  const chosen = chooseBaseUrl(name, layers, env, goes, { decide, refused })
  if ('what' in chosen) return untrusted({ ask: chosen, name })
  const url = chosen.found?.entry.value.trim() ?? ''
  for (const each of refused) remarks.push(notUsed(each))
  remarks.push(...refreshRemark(layers))

  return {
    kind: 'key',
    credential,
    baseUrl: { url: url === '' ? null : url, origin: chosen.found?.layer?.origin ?? null },
    aws: { ...api.target, region: awsRegion(world, layers) },
    sourceEnv: { ...sourceEnv(layers), ...inline },
    remarks,
  }
}

/** A refresh command is for a person's browser or terminal: it is not run from here, and one of a project is not shown. */
function refreshRemark({ layers }: Layers): string[] {
  const commandOf = setting('awsAuthRefresh')
  const layer = layers.find((each) => each.origin.trusted && commandOf(each) !== undefined)
  const command = layer === undefined ? '' : (commandOf(layer) ?? '').replace(/\s+/g, ' ').trim()
  return command === ''
    ? []
    : [
        `awsAuthRefresh of ${layer?.origin.place} is not run under warmkey; when the AWS session has ended, type it yourself: ${command}`,
      ]
}

const untrusted = (refused: Refused): Resolution => ({
  kind: 'untrusted',
  asks: [refused.ask],
  sentence: notUsed(refused),
})
