import { readConfig } from '../../config-file.ts'
import type { StartedBy } from '../../daemon/control-protocol.ts'
import { type Notice, showNotice } from '../../daemon/notification.ts'
import { openResident } from '../../daemon/resident.ts'
import { WarmkeyError } from '../../errors.ts'
import { createLocalKeys, openLocalKey } from '../../gateway/local-keys.ts'
import type { Profile } from '../../profile.ts'
import type { Secret } from '../../secret.ts'
import type { WarmkeyContext } from '../context.ts'
import { keptKey } from './kept-key.ts'

export interface ServeFlags {
  readonly profile?: readonly string[]
  readonly port?: number
  readonly keyFile?: string
  readonly events: boolean
  readonly json: boolean
  /** Set by `up`, `run` and the service: then it runs in the background. */
  readonly startedBy?: StartedBy
}

/** Serves until it is ended; prints what callers need and nothing else. */
export async function serve(this: WarmkeyContext, flags: ServeFlags): Promise<void> {
  if (flags.startedBy !== undefined) return serveBehind(this, flags.startedBy)
  const found = readConfig(this)
  if (found === null) {
    throw new WarmkeyError('nothing-to-keep', 'There is no configuration yet, so there is nothing to serve.', {
      remedy: 'Let `warmkey init` write it, or use `warmkey run`, which needs none.',
    })
  }
  const profiles = chosen(found.config.profiles, flags.profile ?? [], found.file)
  const names = Object.keys(profiles)
  if (flags.keyFile !== undefined && names.length > 1)
    throw new WarmkeyError('usage', 'A key file holds the key of one profile, and several are served.', {
      remedy: 'Name one with --profile.',
    })
  const keyOf = (name: string): Secret =>
    flags.keyFile === undefined ? createLocalKeys().issue({ profile: name, kind: 'lasting' }) : keptKey(flags.keyFile)
  const keys = Object.fromEntries(names.map((name) => [name, keyOf(name)]))
  const resident = await openResident({
    ...residentOptions(this, 'person'),
    only: flags.profile ?? [],
    port: flags.port ?? null,
    keys,
    ...(flags.events ? { announce: (event) => this.process.stderr.write(`${JSON.stringify(event)}\n`) } : {}),
  })
  const url = resident.url ?? ''
  const lines = Object.entries(keys).map(([profile, key]) => ({ profile, url, key: openLocalKey(key) }))
  if (flags.json) this.process.stdout.write(`${JSON.stringify({ version: 1, gateways: lines })}\n`)
  else for (const line of lines) this.process.stdout.write(forShell(line))
  await Promise.race([ended(this.onEnd()), resident.over])
  await resident.close()
}

/** In the background: nothing is printed, and the configuration may come later or be broken for now. */
async function serveBehind(context: WarmkeyContext, startedBy: StartedBy): Promise<void> {
  const resident = await openResident({ ...residentOptions(context, startedBy), only: [], port: null, keys: {} })
  process.on('SIGHUP', () => resident.reload())
  // Nobody sees its screen, and a promise that nobody waited for is no reason to leave every client alone.
  process.on('unhandledRejection', resident.note)
  const crashed = new Promise<void>((resolve) => {
    process.on('uncaughtException', (thrown) => {
      resident.note(thrown)
      context.process.exitCode = 1
      resolve()
    })
  })
  await Promise.race([ended(context.onEnd()), resident.over, crashed])
  await resident.close()
}

const residentOptions = (context: WarmkeyContext, startedBy: StartedBy) => {
  const { env, home, platform, clock, version, pid } = context
  const notify = (notice: Notice) => showNotice(notice, { platform, env })
  return { startedBy, version, pid, places: { env, home, platform }, clock, notify }
}

const forShell = ({ profile, url, key }: { profile: string; url: string; key: string }): string =>
  `# ${profile}\nexport ANTHROPIC_BASE_URL=${url}\nexport ANTHROPIC_AUTH_TOKEN=${key}\n`

function chosen(
  profiles: Readonly<Record<string, Profile>>,
  names: readonly string[],
  file: string,
): Record<string, Profile> {
  if (Object.keys(profiles).length === 0) {
    throw new WarmkeyError('nothing-to-keep', `${file} defines no profile, so there is nothing to serve.`, {
      remedy: 'Add one: warmkey profile add.',
    })
  }
  if (names.length === 0) return { ...profiles }
  return Object.fromEntries(
    names.map((name) => {
      const profile = profiles[name]
      if (profile !== undefined) return [name, profile]
      throw new WarmkeyError('profile-unknown', `There is no profile "${name}" in ${file}.`, {
        remedy: `It defines: ${Object.keys(profiles).join(', ')}.`,
      })
    }),
  )
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
