import { type Layers, lookUp, pathsOf } from '../../clients/claude-code/layers.ts'
import type { ClientWorld } from '../../clients/client.ts'
import { asObject, objectIn } from '../files/json-object.ts'
import { type Presented, presented } from '../present.ts'

/**
 * How an identity token of somebody else's is exchanged for one of Anthropic's. Variables, files and their order:
 * https://platform.claude.com/docs/en/manage-claude/wif-reference, and measured with 2.1.329, which needs no service account.
 */
export interface Federation {
  readonly kind: 'federation'
  /** Where the rule is named: a file, `the shell`. */
  readonly place: string
  /** Whether that is a profile, where the parts have names of their own. */
  readonly byProfile: boolean
  /** Whether everything in it came with the user or the machine. */
  readonly trusted: boolean
  /** Address that a profile names for token and requests; `null` for none. */
  readonly baseUrl: string | null
  /** Empty where nobody named it; so are the next three. */
  readonly ruleId: string
  readonly organizationId: string
  readonly serviceAccountId: string
  readonly workspaceId: string
  readonly token: IdentityToken
}

/** The token of the identity provider, or why there is none. */
export type IdentityToken =
  | { readonly kind: 'read'; readonly place: string; readonly presented: Presented }
  /** No variable and no profile says where it is. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'missing' | 'empty'; readonly place: string }
  | { readonly kind: 'unreadable'; readonly place: string; readonly code: string }

/** A profile that cannot be used. `kind` is what is wrong with it, `names` are those that there are. */
export interface ProfileFault {
  readonly kind: 'no-profile' | 'broken-profile' | 'login-profile'
  readonly file: string
  readonly name: string
  readonly names: readonly string[]
  /** Who names it. */
  readonly place: string
  /** When the login of a person ends, milliseconds since the epoch, and whether it can be renewed; `null` for none. */
  readonly login: { readonly file: string; readonly endsAtMs: number | null; readonly renewable: boolean } | null
}

interface Said {
  readonly value: string
  readonly place: string
  readonly trusted: boolean
}

/** What of identity federation is set here; `null` where nothing of it is. */
export function readFederation(world: ClientWorld, layers: Layers): Federation | ProfileFault | null {
  const say = (name: string): Said => {
    const found = lookUp(name, layers, world.env)
    const origin = found?.layer?.origin
    return {
      value: found?.entry.value.trim() ?? '',
      place: origin?.place ?? 'the shell',
      trusted: origin?.trusted ?? true,
    }
  }
  const paths = pathsOf(world.platform)
  const directory = configDirectory(world, say)
  const named = say('ANTHROPIC_PROFILE')
  const rule = say('ANTHROPIC_FEDERATION_RULE_ID')
  const organization = say('ANTHROPIC_ORGANIZATION_ID')
  const file = say('ANTHROPIC_IDENTITY_TOKEN_FILE')
  const literal = say('ANTHROPIC_IDENTITY_TOKEN')
  const hasToken = file.value !== '' || literal.value !== ''
  const byVariables = (): Federation => {
    const parts = [
      rule,
      organization,
      file,
      literal,
      say('ANTHROPIC_SERVICE_ACCOUNT_ID'),
      say('ANTHROPIC_WORKSPACE_ID'),
    ]
    return {
      kind: 'federation',
      place: rule.place,
      byProfile: false,
      trusted: parts.every(({ trusted }) => trusted),
      baseUrl: null,
      ruleId: rule.value,
      organizationId: organization.value,
      serviceAccountId: say('ANTHROPIC_SERVICE_ACCOUNT_ID').value,
      workspaceId: say('ANTHROPIC_WORKSPACE_ID').value,
      token: tokenOf(world, file, literal),
    }
  }
  if (named.value === '' && rule.value !== '' && organization.value !== '' && hasToken) return byVariables()
  const active = named.value !== '' ? named.value : activeProfile(world, directory.value)
  const path = paths.join(directory.value, 'configs', `${active}.json`)
  const text = /^[\w.-]+$/.test(active) ? world.read(path) : null
  if (text === null && named.value === '') return rule.value === '' ? null : byVariables()
  const names = world
    .list(paths.join(directory.value, 'configs'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
  const fault = (kind: ProfileFault['kind'], login: ProfileFault['login'] = null): ProfileFault => ({
    kind,
    file: path,
    name: active,
    names,
    place: named.place,
    login,
  })
  if (text === null) return fault('no-profile')
  const profile = objectIn(typeof text === 'string' ? text : '')
  const authentication = asObject(profile?.authentication)
  if (profile === null || authentication === null) return fault('broken-profile')
  if (authentication.type === 'user_oauth') {
    const own = authentication.credentials_path
    const file = typeof own === 'string' ? own : paths.join(directory.value, 'credentials', `${active}.json`)
    return fault('login-profile', directory.trusted ? loginAt(world, file) : null)
  }
  if (authentication.type !== 'oidc_federation') return fault('broken-profile')
  const own = (from: Readonly<Record<string, unknown>>, key: string, variable: Said): Said => {
    const value = from[key]
    return typeof value === 'string' && value !== ''
      ? { value, place: path, trusted: directory.trusted && named.trusted }
      : variable
  }
  const identity = asObject(authentication.identity_token)
  const tokenFile = identity === null ? file : own(identity, 'path', file)
  const parts = {
    ruleId: own(authentication, 'federation_rule_id', rule),
    organizationId: own(profile, 'organization_id', organization),
    serviceAccountId: own(authentication, 'service_account_id', say('ANTHROPIC_SERVICE_ACCOUNT_ID')),
    workspaceId: own(profile, 'workspace_id', say('ANTHROPIC_WORKSPACE_ID')),
  }
  return {
    kind: 'federation',
    place: path,
    byProfile: true,
    trusted: [directory, named, tokenFile, literal, ...Object.values(parts)].every(({ trusted }) => trusted),
    baseUrl: typeof profile.base_url === 'string' && profile.base_url !== '' ? profile.base_url : null,
    ruleId: parts.ruleId.value,
    organizationId: parts.organizationId.value,
    serviceAccountId: parts.serviceAccountId.value,
    workspaceId: parts.workspaceId.value,
    token: tokenOf(world, tokenFile, literal),
  }
}

/** A file counts before the variable that holds the token itself (measured). A project's file is not read. */
function tokenOf(world: ClientWorld, file: Said, literal: Said): IdentityToken {
  if (file.value === '' && literal.value === '') return { kind: 'unnamed' }
  if (file.value === '') {
    const place = `ANTHROPIC_IDENTITY_TOKEN of ${literal.place}`
    return { kind: 'read', place, presented: presented('the identity token', place, 'authorization', literal.value) }
  }
  const place = pathsOf(world.platform).resolve(world.cwd, file.value)
  if (!file.trusted) return { kind: 'unreadable', place, code: 'a project names it' }
  const text = world.read(place)
  if (text === null) return { kind: 'missing', place }
  if (typeof text !== 'string') return { kind: 'unreadable', place, code: text.unreadable }
  if (text.trim() === '') return { kind: 'empty', place }
  return { kind: 'read', place, presented: presented('the identity token', place, 'authorization', text) }
}

function configDirectory({ platform, home, env }: ClientWorld, say: (name: string) => Said): Said {
  const paths = pathsOf(platform)
  const own = say('ANTHROPIC_CONFIG_DIR')
  if (own.value !== '') return own
  const mine = (value: string): Said => ({ value, place: 'the shell', trusted: true })
  if (platform === 'win32') return mine(paths.join(env.APPDATA ?? paths.join(home, 'AppData', 'Roaming'), 'Anthropic'))
  const { XDG_CONFIG_HOME: config = '' } = env
  return mine(paths.join(config === '' ? paths.join(home, '.config') : config, 'anthropic'))
}

function activeProfile(world: ClientWorld, directory: string): string {
  const text = world.read(pathsOf(world.platform).join(directory, 'active_config'))
  return (typeof text === 'string' ? text.trim() : '') || 'default'
}

/** `expires_at` is in seconds: https://platform.claude.com/docs/en/manage-claude/wif-reference */
function loginAt(world: ClientWorld, file: string): ProfileFault['login'] {
  const text = world.read(file)
  const stored = objectIn(typeof text === 'string' ? text : '')
  if (stored === null || typeof stored.access_token !== 'string') return null
  const { expires_at: ends, refresh_token: refresh } = stored
  const renewable = typeof refresh === 'string' && refresh !== ''
  return { file, endsAtMs: typeof ends === 'number' ? ends * 1000 : null, renewable }
}
