import { awsApis, isAwsSwitch } from '../../../clients/claude-code/aws.ts'
import { awsProfile, awsRegion } from '../../../clients/claude-code/aws-region.ts'
import { type Found, lookUp } from '../../../clients/claude-code/layers.ts'
import { isOn } from '../../../clients/claude-code/obstacle.ts'
import type { Bench } from '../../bench.ts'
import { maySay, runSetting } from '../../fixes/fix-words.ts'

/** A command of the settings. */
export interface Command {
  readonly command: string
  readonly place: string
}

/** How Claude Code would speak to AWS here, as far as only the user says it. */
export interface AwsWay {
  readonly cloud: keyof typeof awsApis
  /** Where the switch stands. */
  readonly place: string
  /** What signs: a gateway behind the address, the key of the API, or the chain of AWS (and what stands before it). */
  readonly by: 'gateway' | 'key' | 'chain'
  /** The variable that holds the key or the token of the gateway, if it holds one. */
  readonly key: { readonly name: string; readonly place: string; readonly text: string } | null
  /** Named by AWS_PROFILE. */
  readonly profile: string | null
  readonly region: string
  /** The address in `ANTHROPIC_BEDROCK_BASE_URL` or `ANTHROPIC_AWS_BASE_URL`; `null` for that of AWS. */
  readonly base: { readonly variable: string; readonly url: string; readonly place: string } | null
  readonly exported: Command | null
  readonly refresh: Command | null
  /** The environment of the shell and of trusted settings, of which AWS is asked. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What a project says about whom credentials go to, or which; then nobody is asked. */
  readonly strangers: readonly string[]
}

const addressed =
  /^(?:AWS_.*|ANTHROPIC_BEDROCK_BASE_URL|ANTHROPIC_AWS_.*|CLAUDE_CODE_SKIP_(?:BEDROCK|ANTHROPIC_AWS)_AUTH|(?:HTTPS?|ALL|NO)_PROXY|NODE_EXTRA_CA_CERTS)$/i
/** Any region is AWS's own; what looks like none is not put into a host name. */
const regionNames = new Set(['AWS_REGION', 'AWS_DEFAULT_REGION'])
/** What a name of a region looks like. */
export const regionShape = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/

/** `null` where Claude Code does not speak to Bedrock or the Claude Platform on AWS. */
export function awsWay(bench: Bench): AwsWay | null {
  const { ladder, layers, world } = bench
  const cloud = ladder.winner?.rung.name ?? ''
  if (!isAwsSwitch(cloud)) return null
  const api = awsApis[cloud]
  const find = (name: string): { text: string; place: string } | null => {
    const found = lookUp(name, layers, world.env)
    const text = found?.entry.value.trim() ?? ''
    return found === null || text === '' ? null : { text, place: placeOf(found) }
  }
  const signsNot = isOn(find(api.unsigned)?.text ?? '')
  const keyName = signsNot ? 'ANTHROPIC_AUTH_TOKEN' : api.key.name
  const key = find(keyName)
  const base = find(api.address)
  const command = (name: string): (Command & { trusted: boolean }) | null => {
    const layer = layers.layers.find(({ settings }) => typeof settings.all[name] === 'string')
    const text = layer?.settings.all[name]
    // What the user has set to the same is the user's, as with `warmkey run`.
    const agreed = layers.layers.some(({ origin, settings }) => origin.trusted && settings.all[name] === text)
    return layer === undefined || typeof text !== 'string' || text.trim() === ''
      ? null
      : { command: text, place: layer.origin.place, trusted: agreed }
  }
  const exported = command('awsCredentialExport')
  const refresh = command('awsAuthRefresh')
  const by = signsNot ? 'gateway' : key === null ? 'chain' : 'key'
  return {
    cloud,
    place: ladder.winner?.holding.origin.place ?? '',
    by,
    key: key === null ? null : { name: keyName, ...key },
    profile: awsProfile(layers, world.env),
    region: awsRegion(world, layers),
    base: base === null ? null : { variable: api.address, url: base.text, place: base.place },
    exported: by === 'chain' && exported?.trusted === true ? exported : null,
    refresh: refresh?.trusted === true ? refresh : null,
    env: trustedEnv(bench),
    strangers: [
      ...strangersIn(bench),
      ...(by === 'chain' && exported?.trusted === false ? [`awsCredentialExport of ${exported.place}`] : []),
    ],
  }
}

/** The command of `awsAuthRefresh`, to be typed. */
export const refreshBy = ({ command, place }: Command): string =>
  maySay(command) ? `Type: ${command}` : runSetting('awsAuthRefresh', place)

const placeOf = (found: Found): string => found.layer?.origin.place ?? 'the shell'

function trustedEnv({ layers, world }: Bench): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = { ...world.env }
  for (const { origin, settings } of layers.layers.toReversed())
    if (origin.trusted) for (const [name, { value }] of settings.env) env[name] = value
  return env
}

function strangersIn({ layers, world }: Bench): string[] {
  const own = trustedEnv({ layers, world } as Bench)
  const named = layers.layers.flatMap(({ origin, settings }) => (origin.trusted ? [] : [...settings.env.keys()]))
  return [...new Set(named)].flatMap((name) => {
    const found = lookUp(name, layers, world.env)
    if (!addressed.test(name) || found === null || found.layer === null || found.layer.origin.trusted) return []
    const value = found.entry.value.trim()
    if (value === (own[name] ?? '').trim() || (regionNames.has(name) && regionShape.test(value))) return []
    return [`${name} of ${found.layer.origin.place}`]
  })
}

/** The domain of a partition: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const domainOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com'

/**
 * Where a service of AWS is asked, by the rules of the SDK and of the client: its own address, the variables of the SDK,
 * the public one. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function addressOf(
  { base, cloud, env, region }: AwsWay,
  service: 'sts' | 'bedrock' | 'bedrock-runtime',
): string {
  if (service !== 'sts' && base !== null) return base.url.replace(/\/+$/, '')
  if (cloud === 'CLAUDE_CODE_USE_ANTHROPIC_AWS' && service !== 'sts')
    return `https://aws-external-anthropic.${region}.api.aws`
  const own = env[`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll('-', '_')}`] || env.AWS_ENDPOINT_URL
  const fips = isOn(env.AWS_USE_FIPS_ENDPOINT ?? '') ? '-fips' : ''
  return own ? own.trim().replace(/\/+$/, '') : `https://${service}${fips}.${region}.${domainOf(region)}`
}
