import { resolve } from 'node:path'
import type { Client, ClientWorld } from '../../clients/client.ts'
import { clients } from '../../clients/index.ts'
import type { Connection, ConnectMode, ConnectPlan, ConnectScope } from '../../clients/settings/connection.ts'
import type { Config } from '../../config.ts'
import { profileFor, projectNotice } from '../../config-directory.ts'
import { WarmkeyError } from '../../errors.ts'
import type { Profile } from '../../profile.ts'
import { profileOf } from '../run/profile.ts'

export interface ConnectFlags {
  readonly scope?: ConnectScope
  readonly mode?: ConnectMode
  readonly profile?: string
}

/** A tool whose settings can be written. */
export interface Connectable {
  readonly client: Client
  readonly connection: Connection
}

const usage = (message: string, remedy: string): WarmkeyError =>
  new WarmkeyError('usage', message, { remedy, transient: false })

export const connectables = (): Connectable[] =>
  clients.flatMap((client) => (client.connection === undefined ? [] : [{ client, connection: client.connection }]))

/** The tool of that name. Throws `usage` with the names that there are. */
export function connectable(id: string): Connectable {
  const all = connectables()
  const found = all.find(({ client }) => client.id === id)
  if (found !== undefined) return found
  throw usage(
    `warmkey does not know the settings of "${id}".`,
    `It connects ${all.map(({ client }) => client.id).join(', ')}; any other tool works with \`warmkey run -- ${id}\`.`,
  )
}

/** What stands in the place of a local key while a change is only shown. */
export const shownKey = 'wk-0000000000000000000000000000000000000000000'

export interface PlanInput {
  readonly flags: ConnectFlags
  readonly config: Config
  readonly configFile: string
  /** Path of the program, for helpers. */
  readonly launcher: string
  readonly cwd: string
  readonly home: string
}

export interface Planned {
  /** Said where a file of the project has chosen the profile. */
  readonly notice: string | null
  readonly plan: ConnectPlan
  readonly name: string
  readonly profile: Profile
}

/** What is to be written, with {@link shownKey} in the place of the key. Throws `usage` and `profile-unknown`. */
export function makePlan(
  { client, connection }: Connectable,
  { flags, config, configFile, launcher, cwd, home }: PlanInput,
): Planned {
  const mode = flags.mode ?? connection.modes[0]
  const scope = flags.scope ?? connection.scopes[0]
  if (!connection.modes.includes(mode))
    throw usage(`${client.id} has no ${mode} mode.`, `It has: ${connection.modes.join(', ')}.`)
  if (!connection.scopes.includes(scope))
    throw usage(`${client.id} has no settings of scope ${scope}.`, `It has: ${connection.scopes.join(', ')}.`)
  // Settings of the user hold everywhere: the directory that one happens to stand in does not choose for them.
  const chosen = profileFor(config, { name: flags.profile, cwd: scope === 'user' ? undefined : cwd, home })
  if (chosen === null) throw noProfile(config, flags.profile, configFile)
  const { name, profile } = chosen
  if (mode === 'helper' && profile.export === 'never') {
    throw usage(
      `The profile "${name}" says "export": "never", so no helper may print its credential.`,
      'Connect in gateway mode, which injects it.',
    )
  }
  const { port, hostname } = config.listen
  if (port === 0 && mode === 'gateway') {
    throw usage(
      `"listen.port" is 0 in ${configFile}, so the gateway is somewhere else after every start.`,
      'Give it a fixed port.',
    )
  }
  const host = hostname === '0.0.0.0' || hostname === '::' ? '127.0.0.1' : hostname
  const gatewayUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  if (sameOrigin(profile.upstream.url, gatewayUrl)) {
    throw usage(
      `The profile "${name}" has warmkey itself as its upstream (${gatewayUrl}).`,
      'Name the API that it stands for.',
    )
  }
  return {
    notice: projectNotice(chosen),
    name,
    profile,
    plan: {
      mode,
      scope,
      gatewayUrl,
      localKey: shownKey,
      helper: `${shellWord(launcher)} token --profile ${name}`,
      dialect: profile.upstream.dialect,
      upstreamUrl: profile.upstream.url,
      region: profile.upstream.region,
    },
  }
}

/** Where nothing is configured yet: the file to write, for the credential that the tool uses now, if that can be said. */
export function noConfiguration({ client }: Connectable, world: ClientWorld, file: string): WarmkeyError {
  const resolution = client.find(world, [], () => 'no')
  const example = resolution.kind === 'key' ? configured(profileOf(resolution, world.cwd)) : null
  return new WarmkeyError(
    'nothing-to-keep',
    `There is no configuration yet (${file}), so there is no credential to connect to.`,
    {
      remedy:
        example === null || client.id === 'claude-code'
          ? 'Let `warmkey init` write it, or use `warmkey run`, which needs none.'
          : `For the credential that ${client.id} uses now, write this there: ${example}`,
      transient: false,
    },
  )
}

const configured = ({ source, upstream: { url, header, dialect, service, region } }: Profile): string => {
  const upstream = region === undefined ? { url, header } : { url, dialect, service, region }
  return JSON.stringify({ profiles: { work: { source, upstream } } })
}

function noProfile(config: Config, wanted: string | undefined, file: string): WarmkeyError {
  const names = Object.keys(config.profiles)
  if (names.length === 0)
    return new WarmkeyError('nothing-to-keep', `${file} defines no profile.`, { remedy: 'Add one: warmkey init.' })
  if (wanted === undefined) {
    return usage(`${file} defines several profiles and no default.`, `Name one with --profile: ${names.join(', ')}.`)
  }
  return new WarmkeyError('profile-unknown', `There is no profile "${wanted}" in ${file}.`, {
    remedy: `It defines: ${names.join(', ')}.`,
    transient: false,
  })
}

/**
 * The settings may hold the very key that the profile reads from them: emptied there, it would be gone.
 * Throws `settings-refused`.
 */
export function refuseOwnSource({ profile, name }: Planned, file: string, { home, cwd }: ClientWorld): void {
  const { source } = profile
  if (source.type !== 'file') return
  const path = resolve(cwd, source.path.replace(/^~(?=[\\/]|$)/, home))
  if (path !== file) return
  throw new WarmkeyError(
    'settings-refused',
    `The profile "${name}" reads its credential from ${file}, where connecting would put another in its place.`,
    { remedy: 'Move the credential to a file or keychain of its own and name that in the profile.', transient: false },
  )
}

const sameOrigin = (one: string, other: string): boolean => {
  const [a, b] = [new URL(one), new URL(other)]
  const loopback = ['127.0.0.1', 'localhost', '[::1]']
  return a.port === b.port && (a.host === b.host || (loopback.includes(a.hostname) && loopback.includes(b.hostname)))
}

/** One word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
