import type { AwsLink } from './answer.ts'
import type { AwsOptions } from './options.ts'
import { linkOf, type ProfileFiles, profilePath, type Section } from './profile-files.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The link of the chain that is taken: the first that is set up, whether it then works or not. */
export interface Chosen {
  readonly link: AwsLink
  /** The profile that it belongs to; `null` for what the environment alone sets up. */
  readonly profile: string | null
  readonly section: Section
  /** Whether a role on the way wants multi-factor authentication. */
  readonly wantsMfa: boolean
}

export type Choice = Chosen | { readonly missing: string } | { readonly looked: readonly string[] }

/**
 * The order of the AWS SDK for JavaScript, which the first client uses
 * (https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html), with one difference: a
 * link that is set up and fails is not passed over, because what lies behind it is another account's.
 */
export function chooseLink({ profile: wanted }: AwsOptions, files: ProfileFiles, env: Env): Choice {
  const named = wanted ?? (env.AWS_PROFILE || undefined)
  const name = named ?? 'default'
  const section = files.profiles[name]
  if (named === undefined && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY)
    return { link: 'environment', profile: null, section: section ?? {}, wantsMfa: false }
  if (wanted !== undefined && section === undefined) return { missing: wanted }
  const link = section === undefined ? null : linkOf(section)
  if (link !== null) {
    const wantsMfa = profilePath(files, name).some((each) => files.profiles[each]?.mfa_serial !== undefined)
    return { link, profile: name, section: section ?? {}, wantsMfa }
  }
  const behind = (link: AwsLink): Chosen => ({
    link,
    profile: null,
    section: section ?? {},
    wantsMfa: false,
  })
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) return behind('web identity')
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) return behind('container')
  if (env.AWS_EC2_METADATA_DISABLED && env.AWS_EC2_METADATA_DISABLED !== 'false')
    return { looked: looked(files, env, name) }
  return behind('instance')
}

/** What was looked at, in order, where nothing is set up. */
export function looked(files: ProfileFiles, env: Env, name: string): string[] {
  const state = files.profiles[name] === undefined ? 'is missing' : 'names no credentials'
  const half = env.AWS_ACCESS_KEY_ID ? 'without AWS_SECRET_ACCESS_KEY' : 'not set'
  return [
    `AWS_ACCESS_KEY_ID (${env.AWS_PROFILE ? 'passed over, because AWS_PROFILE is set' : half})`,
    `the profile "${name}" in ${files.configFile} and ${files.credentialsFile} (${state})`,
    'AWS_WEB_IDENTITY_TOKEN_FILE (not set)',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI (not set)',
    `the metadata of an EC2 instance (${env.AWS_EC2_METADATA_DISABLED ? 'switched off' : 'none answers'})`,
  ]
}

/** The region that is asked, by the SDK's rules and AWS_DEFAULT_REGION, which the other SDKs read. */
export const regionOf = ({ region }: AwsOptions, env: Env, section: Section): string | undefined =>
  region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || section.region)
