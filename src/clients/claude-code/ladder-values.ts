import type { ClientWorld, Origin } from '../client.ts'
import { readCustomHeaders } from './custom-headers.ts'
import type { Holding, RungKind } from './ladder.ts'
import { wasDeclined } from './ladder-stores.ts'
import { type Layers, lookUp } from './layers.ts'

export const shell: Origin = { scope: 'shell', place: 'the shell', trusted: true }

/**
 * Every place of one variable, the strongest first. `asks`: the client asks a person about it; `blanks`: blanks alone count in
 * the shell.
 */
export function valuesOf(
  name: string,
  world: ClientWorld,
  { layers }: Layers,
  { asks = false, blanks = false }: { readonly asks?: boolean; readonly blanks?: boolean } = {},
): Holding[] {
  const found = layers.flatMap(({ origin, settings }) => {
    const entry = settings.env.get(name)
    return entry === undefined ? [] : [{ origin, ...entry }]
  })
  const exported = world.env[name]
  // An empty one in the shell is as good as none.
  if (exported !== undefined && (exported.trim() !== '' || (blanks && exported !== '')))
    found.push({ origin: shell, value: exported, wasNull: false })
  let taken = false
  return found.map(({ origin, value, wasNull }): Holding => {
    const state = taken
      ? 'hidden'
      : wasNull
        ? 'null'
        : value.trim() === '' && !(blanks && origin === shell)
          ? 'empty'
          : asks && wasDeclined(world, value)
            ? 'declined'
            : 'used'
    taken = true
    return { origin, state, read: () => value.trim() }
  })
}

/** Every helper; of settings files none is asked where `simple` names what forbids it. */
export function helpers({ layers }: Layers, simple: string | null): Holding[] {
  let taken = false
  return layers.flatMap(({ origin, settings }): Holding[] => {
    const command = settings.apiKeyHelper
    if (command === undefined) return []
    const read = () => command
    if (simple !== null && origin.scope !== 'command-line')
      return [{ origin, state: 'not-asked', because: `${simple} is on`, read }]
    const state = taken ? 'hidden' : command.trim() === '' ? 'empty' : 'used'
    taken = true
    return [{ origin, state, read }]
  })
}

export const customName = 'ANTHROPIC_CUSTOM_HEADERS'

/**
 * Headers of one's own that sign in. `x-api-key` takes the place of every other in that header, `Authorization` that of a login
 * and its tokens; beside a token, a helper or federation it is not sent (measured).
 */
export function customSignIn(
  world: ClientWorld,
  layers: Layers,
): { readonly holdings: readonly Holding[]; readonly replaces: ReadonlySet<RungKind> } {
  const found = lookUp(customName, layers, world.env)
  const { headers } = readCustomHeaders(found?.entry.value ?? '')
  const [key, bearer] = ['x-api-key', 'authorization'].map((name) => (headers.get(name) ?? '') !== '')
  const replaces = new Set<RungKind>([
    ...(key ? (['api-key', 'console-key'] as const) : []),
    ...(bearer ? (['login-token', 'login'] as const) : []),
  ])
  if (found === null || (!key && !bearer)) return { holdings: [], replaces }
  const names = [key ? 'x-api-key' : [], bearer ? 'Authorization' : []].flat().join(' and ')
  const origin = found.layer?.origin ?? shell
  // Not `used`: it is what goes out where nothing else does, or beside it.
  return { holdings: [{ origin, state: 'beside', because: names, read: () => '' }], replaces }
}
