import { join } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { type Candidate, shellOnly } from './candidate.ts'

/** What a profile of the AWS tools says of itself; no value but the region is kept. */
interface AwsProfile {
  readonly name: string
  readonly region: string | null
  /** How it signs in, in a word or two. */
  readonly how: string
  readonly file: string
}

/** Which key of a section tells how it signs in: https://docs.aws.amazon.com/cli/latest/topic/config-vars.html */
const ways: readonly (readonly [key: RegExp, how: string])[] = [
  [/^sso_(?:session|start_url)$/, 'SSO'],
  [/^role_arn$/, 'a role'],
  [/^credential_process$/, 'a program'],
  [/^login_session$/, 'a console login'],
  [/^web_identity_token_file$/, 'a web identity'],
  [/^aws_access_key_id$/, 'keys'],
]

/** Profiles in a `config` or `credentials` file of the AWS tools. Only names of keys are looked at, and the region. */
export function readAwsProfiles(text: string, file: string, isConfig: boolean): AwsProfile[] {
  const found: { name: string; region: string | null; how: string; file: string }[] = []
  let current: (typeof found)[number] | null = null
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1]
    if (section !== undefined) {
      const name = /^profile\s+(.+)$/.exec(section)?.[1]?.replace(/^["'](.*)["']$/, '$1')
      const isProfile = isConfig ? name !== undefined || section === 'default' : true
      current = isProfile ? { name: name ?? section, region: null, how: '', file } : null
      if (current !== null) found.push(current)
      continue
    }
    const [, key = '', value = ''] = /^(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (current === null || key === '') continue
    if (key === 'region') current.region = value
    const way = ways.find(([pattern]) => pattern.test(key))
    if (way !== undefined && current.how === '') current.how = way[1]
  }
  return found
}

/** What the AWS tools on this machine could sign with: variables first, then the profile that is chosen, then the others. */
export function awsCandidates(world: ClientWorld): Candidate[] {
  const { env, home, read } = world
  const files: readonly (readonly [file: string, isConfig: boolean])[] = [
    [env.AWS_CONFIG_FILE || join(home, '.aws', 'config'), true],
    [env.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials'), false],
  ]
  const all = files.flatMap(([file, isConfig]) => {
    const text = read(file)
    return typeof text === 'string' ? readAwsProfiles(text, file, isConfig) : []
  })
  const byName = new Map<string, AwsProfile>()
  for (const profile of all) {
    const known = byName.get(profile.name)
    byName.set(profile.name, {
      ...profile,
      ...known,
      region: known?.region ?? profile.region,
      how: known?.how || profile.how,
    })
  }
  const chosen = env.AWS_PROFILE || 'default'
  const profiles = [...byName.values()]
    .filter(({ how }) => how !== '')
    .toSorted((one, other) => Number(other.name === chosen) - Number(one.name === chosen))
  return [...fromVariables(env), ...profiles.map((profile) => fromProfile(profile, env))]
}

const regionOf = (env: ClientWorld['env']): string | undefined => env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined

const bedrockIn = (region: string | undefined) => ({ dialect: 'bedrock', ...(region === undefined ? {} : { region }) })

function fromVariables(env: ClientWorld['env']): Candidate[] {
  const found: Candidate[] = []
  if (env.AWS_BEARER_TOKEN_BEDROCK) {
    found.push({
      id: 'env:AWS_BEARER_TOKEN_BEDROCK',
      title: 'Bedrock API key',
      place: 'AWS_BEARER_TOKEN_BEDROCK in the environment',
      name: 'bedrock',
      draft: { source: { type: 'env', name: 'AWS_BEARER_TOKEN_BEDROCK' }, upstream: bedrockIn(regionOf(env)) },
      remarks: [shellOnly('AWS_BEARER_TOKEN_BEDROCK')],
    })
  }
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
    found.push({
      id: 'env:AWS_ACCESS_KEY_ID',
      title: 'AWS credentials',
      place: 'AWS_ACCESS_KEY_ID in the environment',
      name: 'bedrock',
      draft: { source: { type: 'aws' }, upstream: bedrockIn(regionOf(env)) },
      remarks: [shellOnly('AWS_ACCESS_KEY_ID')],
    })
  }
  return found
}

function fromProfile({ name, region, how, file }: AwsProfile, env: ClientWorld['env']): Candidate {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return {
    id: `aws:${name}`,
    title: `AWS profile ${name} (${how}), for Bedrock`,
    place: file,
    name: safe === '' || safe === 'default' ? 'aws' : `aws-${safe}`.slice(0, 63),
    draft: { source: { type: 'aws', profile: name }, upstream: bedrockIn(region ?? regionOf(env)) },
    remarks: [],
  }
}
