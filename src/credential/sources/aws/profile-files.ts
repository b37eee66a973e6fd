import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expandHome } from '../../home-path.ts'
import type { AwsLink } from './answer.ts'

type Env = Readonly<Record<string, string | undefined>>
/** The settings of one section. */
export type Section = Readonly<Record<string, string | undefined>>

/** Everything that the two files of AWS say. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
export interface ProfileFiles {
  readonly configFile: string
  readonly credentialsFile: string
  readonly profiles: Readonly<Record<string, Section | undefined>>
  readonly ssoSessions: Readonly<Record<string, Section | undefined>>
}

/** Where the two files are, absolute, whether they exist or not. */
export const configFileOf = (env: Env, home: string): string =>
  expandHome(env.AWS_CONFIG_FILE || join('~', '.aws', 'config'), home)
export const credentialsFileOf = (env: Env, home: string): string =>
  expandHome(env.AWS_SHARED_CREDENTIALS_FILE || join('~', '.aws', 'credentials'), home)

/** Where the token of an SSO session lies: under its name, or the start URL of a profile without one. */
export function ssoTokenFile(section: Section, home: string): string {
  const id = section.sso_session ?? section.sso_start_url ?? ''
  return join(home, '.aws', 'sso', 'cache', `${new Bun.CryptoHasher('sha1').update(id).digest('hex')}.json`)
}

/** What of the chain this profile is set to; `null` for one without credentials (a region alone). */
export function linkOf(section: Section): AwsLink | null {
  // The order of the SDK: a role wins over keys beside it.
  if (section.role_arn !== undefined && (section.source_profile ?? section.credential_source) !== undefined)
    return 'role'
  if (section.aws_access_key_id !== undefined && section.aws_secret_access_key !== undefined) return 'profile keys'
  if (section.role_arn !== undefined && section.web_identity_token_file !== undefined) return 'web identity'
  if (section.credential_process !== undefined) return 'credential_process'
  if (['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name'].some((name) => section[name] !== undefined))
    return 'SSO'
  return section.login_session === undefined ? null : 'console login'
}

/**
 * The profiles in the order in which a role leads from one to the next, the wanted one first. Stops at a profile that is
 * missing or was there before.
 */
export function profilePath({ profiles }: ProfileFiles, wanted: string): string[] {
  const path: string[] = []
  for (let name: string | undefined = wanted; name !== undefined && !path.includes(name); ) {
    const section: Section | undefined = profiles[name]
    if (section === undefined) break
    path.push(name)
    name = linkOf(section) === 'role' ? section.source_profile : undefined
  }
  return path
}

/** Text of a file; empty where it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
