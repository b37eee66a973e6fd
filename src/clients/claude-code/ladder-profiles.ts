import type { ClientWorld, Origin } from '../client.ts'
import type { Holding } from './ladder.ts'
import { type Layers, lookUp, pathsOf } from './layers.ts'

/** A way of signing in of Anthropic's own tools (`ant auth login`), as the client takes it over. */
export interface ProfileRung {
  readonly name: string
  readonly holdings: readonly Holding[]
  /** Whether a stored login of the client goes before it. */
  readonly below: boolean
}

const unusable = (holding: Holding, because: string): Holding => ({ ...holding, state: 'unusable', because })
const notAsked = (holding: Holding, because: string): Holding => ({ ...holding, state: 'not-asked', because })
const taken = ({ state }: Holding): boolean => state === 'used' || state === 'null'

/**
 * The profile that ANTHROPIC_PROFILE names, the rule of identity federation in variables, and the active profile, in this
 * order; one that is named and cannot be used hides the other two. The active profile of a person goes behind a stored login,
 * one of federation before it. Source: https://platform.claude.com/docs/en/manage-claude/wif-reference, and measured with
 * 2.1.197 and 2.1.330. Tokens are not read.
 */
export function anthropicProfiles(
  world: ClientWorld,
  layers: Layers,
  valuesOf: (name: string) => readonly Holding[],
): ProfileRung[] {
  const directory = profileDirectory(world, layers)
  const named = valuesOf('ANTHROPIC_PROFILE').map((holding) => {
    const profile = taken(holding) ? profileAt(world, directory, holding.read()) : null
    return profile?.fault == null ? holding : unusable(holding, profile.fault)
  })
  const name = named.some((holding) => taken(holding) || holding.state === 'unusable')
  const organization = (lookUp('ANTHROPIC_ORGANIZATION_ID', layers, world.env)?.entry.value ?? '').trim()
  const rules = valuesOf('ANTHROPIC_FEDERATION_RULE_ID').map((holding) =>
    !taken(holding)
      ? holding
      : name
        ? notAsked(holding, 'ANTHROPIC_PROFILE names a profile')
        : organization === ''
          ? unusable(holding, 'ANTHROPIC_ORGANIZATION_ID is not set beside it')
          : holding,
  )
  const variables = [
    { name: 'ANTHROPIC_PROFILE', holdings: named, below: false },
    { name: 'ANTHROPIC_FEDERATION_RULE_ID', holdings: rules, below: false },
  ]
  const { read } = world
  const listed = read(pathsOf(world.platform).join(directory, 'active_config'))
  const active = (typeof listed === 'string' ? listed.trim() : '') || 'default'
  const profile = profileAt(world, directory, active)
  if (profile.missing) return variables
  const origin: Origin = { scope: 'user', place: profile.file, trusted: true }
  const found: Holding = { origin, state: 'used', read: () => active }
  const holding = name
    ? notAsked(found, 'ANTHROPIC_PROFILE names a profile')
    : rules.some(taken)
      ? { ...found, state: 'hidden' as const }
      : profile.fault === null
        ? found
        : unusable(found, profile.fault)
  return [...variables, { name: 'active Anthropic profile', holdings: [holding], below: profile.person }]
}

interface Profile {
  readonly file: string
  readonly missing: boolean
  /** Why it cannot sign in, as the end of a sentence. */
  readonly fault: string | null
  /** The login of a person (`user_oauth`), not federation. */
  readonly person: boolean
}

function profileAt(world: ClientWorld, directory: string, name: string): Profile {
  const path = pathsOf(world.platform)
  const file = path.join(directory, 'configs', `${name}.json`)
  const text = /^[\w.-]+$/.test(name) ? world.read(file) : null
  const no = (fault: string, missing = false, person = false): Profile => ({ file, missing, fault, person })
  if (text === null) return no(`${file} is not there`, true)
  const authentication = authenticationIn(text)
  const type = authentication?.type
  if (type === 'oidc_federation') return { file, missing: false, fault: null, person: false }
  if (type !== 'user_oauth') return no(`${file} says neither "oidc_federation" nor "user_oauth"`)
  const own = authentication?.credentials_path
  const credentials = typeof own === 'string' ? own : path.join(directory, 'credentials', `${name}.json`)
  const stored = world.read(credentials)
  return typeof stored === 'string' && stored.trim() !== ''
    ? { file, missing: false, fault: null, person: true }
    : no(`${credentials} holds no login (ant auth login)`, false, true)
}

function authenticationIn(text: unknown): Readonly<Record<string, unknown>> | null {
  try {
    const { authentication } = JSON.parse(String(text)) as { authentication?: unknown }
    return typeof authentication === 'object' ? (authentication as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}

/** ANTHROPIC_CONFIG_DIR, then the place where this system keeps settings of programs. */
function profileDirectory(world: ClientWorld, layers: Layers): string {
  const { env, home, platform } = world
  const path = pathsOf(platform)
  const say = (name: string): string => (lookUp(name, layers, env)?.entry.value ?? '').trim()
  const own = say('ANTHROPIC_CONFIG_DIR')
  if (own !== '') return path.resolve(world.cwd, own)
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Anthropic')
  const config = say('XDG_CONFIG_HOME')
  return path.join(config === '' ? path.join(home, '.config') : config, 'anthropic')
}
