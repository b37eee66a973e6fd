import { configDirectory, lookUp, pathsOf } from '../../clients/claude-code/layers.ts'
import { profileFor } from '../../config-directory.ts'
import type { Profile } from '../../profile.ts'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { asObject, objectIn } from '../files/json-object.ts'

/** What an account consists of at Anthropic. */
export type AccountPart = 'organization' | 'workspace'

/** That somebody wrote down whose account is meant. */
export interface Expectation {
  readonly part: AccountPart
  /** One of these. */
  readonly ids: readonly string[]
  /** Who says so, for people: `ANTHROPIC_ORGANIZATION_ID of the shell`. */
  readonly by: string
  /** Whether an administrator says so. */
  readonly managed: boolean
  /** `false` where it only says who signed in here last. */
  readonly firm: boolean
}

/** Everything here that says whose account is meant, the firmest first. */
export function expectedAccounts(bench: Bench): Expectation[] {
  const { layers, world } = bench
  const managed = layers.layers.find(({ origin }) => origin.scope === 'managed')
  const forced = [managed?.settings.all.forceLoginOrgUUID].flat().filter((id) => typeof id === 'string' && id !== '')
  const found: Expectation[] =
    managed === undefined || forced.length === 0
      ? []
      : [
          {
            part: 'organization',
            ids: forced as string[],
            by: `forceLoginOrgUUID of ${managed.origin.place}`,
            managed: true,
            firm: true,
          },
        ]
  const profile = profileHere(bench)
  for (const part of ['organization', 'workspace'] as const) {
    const own = profile?.profile.expect?.[part]
    if (own !== undefined)
      found.push({ part, ids: [own], by: `"expect" of the profile "${profile?.name}"`, managed: false, firm: true })
    const name = part === 'organization' ? 'ANTHROPIC_ORGANIZATION_ID' : 'ANTHROPIC_WORKSPACE_ID'
    const said = lookUp(name, layers, world.env)
    const id = said?.entry.value.trim() ?? ''
    // "default" is the name of a workspace in every organisation.
    if (id === '' || id === 'default') continue
    const origin = said?.layer?.origin
    found.push({
      part,
      ids: [id],
      by: `${name} of ${origin?.place ?? 'the shell'}`,
      managed: false,
      firm: origin?.trusted ?? true,
    })
  }
  const login = loginOrganization(world)
  if (login !== null) found.push({ part: 'organization', ...login, managed: false, firm: false })
  return found
}

/** The first of them that is not met; `null` where all are, or where the API did not say. */
export function unmet(
  expectations: readonly Expectation[],
  said: Readonly<Record<AccountPart, string | null>>,
): { readonly expectation: Expectation; readonly actual: string } | null {
  for (const expectation of expectations) {
    const actual = said[expectation.part]
    if (actual === null || expectation.ids.some((id) => id.toLowerCase() === actual.toLowerCase())) continue
    return { expectation, actual }
  }
  return null
}

/** As the API names it: https://docs.claude.com/en/api/overview */
export const accountIn = (headers: Headers): Record<AccountPart, string | null> => ({
  organization: idIn(headers.get('anthropic-organization-id')),
  workspace: idIn(headers.get('anthropic-workspace-id')),
})

const idIn = (text: string | null): string | null => (text !== null && /^[\w.:-]{1,100}$/.test(text) ? text : null)

/** The profile of warmkey that requests go by here, whether through its gateway or past it. */
export function profileHere({
  config,
  endpoint,
  world,
}: Bench): { readonly name: string; readonly profile: Profile } | null {
  if (config.kind !== 'config') return null
  const { listen, profiles } = config.config
  const { parsed } = endpoint
  if (parsed === null) return null
  if (isLoopback(parsed.hostname) && parsed.port === String(listen.port)) {
    try {
      return profileFor(config.config, { name: undefined, cwd: world.cwd, home: world.home })
    } catch {
      return null
    }
  }
  const same = ([, { upstream }]: [string, Profile]) =>
    URL.canParse(upstream.url) && new URL(upstream.url).href === parsed.href
  const [first, second] = Object.entries(profiles).filter(same)
  return first === undefined || second !== undefined ? null : { name: first[0], profile: first[1] }
}

/** The organisation of the last sign-in, which the client keeps in its state. */
function loginOrganization(world: Bench['world']): { readonly ids: readonly [string]; readonly by: string } | null {
  const path = pathsOf(world.platform)
  const directory = world.env.CLAUDE_CONFIG_DIR === undefined ? world.home : configDirectory(world)
  const file = path.resolve(world.cwd, directory, '.claude.json')
  const text = world.read(file)
  if (typeof text !== 'string') return null
  const id = asObject(objectIn(text)?.oauthAccount)?.organizationUuid
  return typeof id === 'string' && id !== '' ? { ids: [id], by: `oauthAccount of ${file}` } : null
}
