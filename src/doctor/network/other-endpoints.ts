import { lookUp } from '../../clients/claude-code/layers.ts'
import { proxyFor } from '../../proxy.ts'
import type { Bench } from '../bench.ts'

/** An API that is configured somewhere on this machine. */
export interface Known {
  readonly url: URL
  /** Where it is written, for people. */
  readonly places: readonly string[]
  /** Which API it speaks: one with the same word would do the same. */
  readonly dialect: string
  /** Whether requests go there now. */
  readonly inUse: boolean
  /** What makes it the one: a profile of warmkey, or an address. */
  readonly profile: string | null
  /** The proxy on the way, where it is not Claude Code's. */
  readonly proxy?: string | false
}

/** Addresses of other APIs: https://code.claude.com/docs/en/env-vars */
const variables: readonly (readonly [name: string, dialect: string, cloud: string | null])[] = [
  ['ANTHROPIC_BEDROCK_BASE_URL', 'bedrock', 'CLAUDE_CODE_USE_BEDROCK'],
  ['ANTHROPIC_VERTEX_BASE_URL', 'vertex', 'CLAUDE_CODE_USE_VERTEX'],
  ['ANTHROPIC_FOUNDRY_BASE_URL', 'foundry', 'CLAUDE_CODE_USE_FOUNDRY'],
  ['ANTHROPIC_AWS_BASE_URL', 'anthropic-aws', 'CLAUDE_CODE_USE_ANTHROPIC_AWS'],
  ['ANTHROPIC_BEDROCK_MANTLE_BASE_URL', 'mantle', 'CLAUDE_CODE_USE_MANTLE'],
  ['OPENAI_BASE_URL', 'openai', null],
]

/** More are not measured. */
const most = 8

/**
 * Every API that this machine is set to, each address once, the one in use first: base URLs of all trusted scopes, of
 * other dialects, of the profiles of warmkey. What a project names is left out.
 */
export function knownEndpoints({ endpoint, ladder, layers, world, config }: Bench): Known[] {
  const cloud = ladder.winner?.rung.kind === 'cloud' ? ladder.winner.rung.name : null
  const all: Known[] = []
  const add = (
    text: string,
    place: string,
    rest: Pick<Known, 'dialect' | 'inUse' | 'profile'> & Pick<Known, 'proxy'>,
  ) => {
    const trimmed = text.trim()
    if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return
    const url = new URL(trimmed)
    const same = all.findIndex((each) => each.url.origin === url.origin && each.dialect === rest.dialect)
    const before = all[same]
    if (before === undefined) all.push({ url, places: [place], ...rest })
    else if (!before.places.includes(place))
      all[same] = { ...before, places: [...before.places, place], profile: before.profile ?? rest.profile }
  }
  if (cloud === null && endpoint.trusted)
    add(endpoint.url, endpoint.place ?? 'the default', { dialect: 'messages', inUse: true, profile: null })
  const messages = { dialect: 'messages', inUse: false, profile: null } as const
  for (const { origin, settings } of layers.layers) {
    const entry = settings.env.get('ANTHROPIC_BASE_URL')
    if (entry !== undefined && origin.trusted) add(entry.value, origin.place, messages)
  }
  add(world.env.ANTHROPIC_BASE_URL ?? '', 'the shell', messages)
  for (const [name, dialect, by] of variables) {
    const found = lookUp(name, layers, world.env)
    if (found !== null && (found.layer?.origin.trusted ?? true))
      add(found.entry.value, `${name} of ${found.layer?.origin.place ?? 'the shell'}`, {
        dialect,
        inUse: cloud !== null && cloud === by,
        profile: null,
      })
  }
  const profiles = config.kind === 'config' ? Object.entries(config.config.profiles) : []
  for (const [profile, { upstream }] of profiles)
    add(upstream.url, `the profile "${profile}"`, {
      dialect: upstream.dialect,
      inUse: false,
      profile,
      proxy: proxyOfProfile(upstream.url, upstream.proxy, world.env),
    })
  return all.toSorted((a, b) => Number(b.inUse) - Number(a.inUse)).slice(0, most)
}

/** The proxy that the daemon takes on the way to a profile's upstream, which has rules of its own. */
export function proxyOfProfile(url: string, own: string | false | undefined, env: Bench['clientEnv']): string | false {
  try {
    return proxyFor(url, own, env)
  } catch {
    return false
  }
}
