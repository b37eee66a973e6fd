import type { Approval, ClientWorld, Decision, KeyPlace, Origin } from '../client.ts'
import { type Found, type Layer, type Layers, lookUp } from './layers.ts'

export const shell: Origin = { scope: 'shell', place: 'the shell', trusted: true }

/** Variables of trusted settings: what a helper of the user would see, and what inline settings hold. */
export function sourceEnv({ layers }: Layers): Record<string, string> {
  const env: Record<string, string> = {}
  for (const { origin, settings } of layers.toReversed()) {
    if (!origin.trusted) continue
    for (const [name, { value, wasNull }] of settings.env) if (!wasNull) env[name] = value
  }
  return env
}

/** Where a source can read the value of this variable. */
export function placeOf(name: string, layer: Layer | null): KeyPlace {
  if (layer === null) return { in: 'shell' }
  if (layer.path === null) return { in: 'source-env' }
  return { in: 'file', path: layer.path, pointer: `/env/${name}` }
}

/** What a project wanted and did not get. */
export interface Refused {
  readonly ask: Approval
  /** The setting that it is about. */
  readonly name: string
}

/** Asks about what a project brings, and remembers what was not agreed to. */
export interface Asking {
  readonly decide: (ask: Approval) => Decision
  readonly refused: Refused[]
}

export interface ChosenHelper {
  readonly command: string
  readonly origin: Origin
}

/**
 * The helper command that the client would run: of the strongest layer that names one and that nobody has refused; an
 * empty one switches off those below. An `Approval` where nobody has decided yet; `null` where there is none.
 */
export function chooseHelper(
  name: string,
  { layers }: Layers,
  commandOf: (layer: Layer) => string | undefined,
  { decide, refused }: Asking,
): ChosenHelper | Approval | null {
  for (const layer of layers) {
    const { origin } = layer
    const command = commandOf(layer)
    if (command === undefined) continue
    if (command.trim() === '') return null
    const agreed = layers.some((other) => other.origin.trusted && commandOf(other) === command)
    if (!origin.trusted && !agreed) {
      const effect = 'This command would be run on this machine, as you, to obtain the key.'
      const ask: Approval = { what: 'helper', path: origin.place, text: command, effect }
      const decision = decide(ask)
      if (decision === 'unasked') return ask
      if (decision === 'no') {
        refused.push({ ask, name })
        continue
      }
    }
    return { command, origin }
  }
  return null
}

/**
 * The address in this variable, passing over those of a project that a person refused. An `Approval` where nobody has
 * decided. `goes` names what would be sent there beside the prompts.
 */
export function chooseBaseUrl(
  name: string,
  layers: Layers,
  env: ClientWorld['env'],
  goes: string,
  { decide, refused }: Asking,
): { readonly found: Found | null } | Approval {
  let pending: Approval | null = null
  const trusted = lookUp(name, layers, env, ({ origin }, { wasNull }) => wasNull || !origin.trusted)
  const found = lookUp(name, layers, env, ({ origin, settings }, entry) => {
    if (entry.wasNull) return true
    if (origin.trusted || pending !== null || entry.value.trim() === trusted?.entry.value.trim()) return false
    const text = settings.env.get(name)?.value.trim() ?? ''
    const effect = `Every prompt and ${goes} would be sent there.`
    const ask: Approval = { what: 'base-url', path: origin.place, text, effect }
    const decision = decide(ask)
    if (decision === 'unasked') pending = ask
    if (decision === 'no') refused.push({ ask, name })
    return decision === 'no'
  })
  return pending ?? { found }
}

/** That something of a project was passed over, and how to have it used. */
export const notUsed = ({ ask, name }: Refused): string =>
  `${name} of ${ask.path} was not used, because nobody approved it. Start once with --trust-project to approve it.`
