import {
  configFileOf,
  credentialsFileOf,
  type ProfileFiles,
  type Section,
} from '../../../credential/sources/aws/profile-files.ts'
import type { Bench } from '../../bench.ts'

/**
 * What `~/.aws/config` and `~/.aws/credentials` say, as far as a diagnosis needs it; a file that cannot be read says
 * nothing. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function readAwsFiles({ world }: Bench, env: Readonly<Record<string, string | undefined>>): ProfileFiles {
  const configFile = configFileOf(env, world.home)
  const credentialsFile = credentialsFileOf(env, world.home)
  const textOf = (file: string): string => {
    const text = world.read(file)
    return typeof text === 'string' ? text : ''
  }
  const profiles: Record<string, Section> = Object.create(null)
  const ssoSessions: Record<string, Section> = Object.create(null)
  for (const [name, section] of sections(textOf(configFile))) {
    const [, kind = '', of = ''] = /^(profile|sso-session)\s+"?([^"]*?)"?$/.exec(name) ?? []
    if (kind === 'sso-session') ssoSessions[of] = section
    else if (kind === 'profile' || name === 'default') profiles[kind === 'profile' ? of : name] = section
  }
  for (const [name, section] of sections(textOf(credentialsFile))) profiles[name] = { ...profiles[name], ...section }
  return { configFile, credentialsFile, profiles, ssoSessions }
}

/** The account that a profile names, by the ARN of its role or by that of SSO; `null` where it names none. */
export function accountOf({ profiles }: ProfileFiles, profile: string): string | null {
  const section = profiles[profile]
  return /^arn:aws[\w-]*:iam::(\d{12}):/.exec(section?.role_arn ?? '')?.[1] ?? section?.sso_account_id ?? null
}

function sections(text: string): Map<string, Record<string, string>> {
  const all = new Map<string, Record<string, string>>()
  let section: Record<string, string> | null = null
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line) ?? []
    if (name !== undefined) {
      section = all.get(name) ?? Object.create(null)
      if (section !== null) all.set(name, section)
    }
    // An indented line belongs to a setting above it.
    const [, key, value] = /^([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (section !== null && key !== undefined && value !== undefined)
      section[key.toLowerCase()] = value.replace(/\s[#;].*$/, '')
  }
  return all
}
