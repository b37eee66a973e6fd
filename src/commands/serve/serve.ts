import { readConfig } from '../../config-file.ts'
import { openDaemon } from '../../daemon/daemon.ts'
import { WarmkeyError } from '../../errors.ts'
import { openLocalKey } from '../../gateway/local-keys.ts'
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
}

/** Serves until it is ended; prints what callers need and nothing else. */
export async function serve(this: WarmkeyContext, flags: ServeFlags): Promise<void> {
  const found = readConfig(this)
  if (found === null) {
    throw new WarmkeyError('nothing-to-keep', 'There is no configuration yet, so there is nothing to serve.', {
      remedy:
        'Write ~/.config/warmkey/config.jsonc (the README has one to start from), or use `warmkey run`, which needs none.',
    })
  }
  const profiles = chosen(found.config.profiles, flags.profile ?? [], found.file)
  const { listen } = found.config
  const names = Object.keys(profiles)
  const existingKeys: Record<string, Secret> = {}
  if (flags.keyFile !== undefined) {
    if (names.length > 1)
      throw new WarmkeyError('usage', 'A key file holds the key of one profile, and several are served.', {
        remedy: 'Name one with --profile.',
      })
    for (const name of names) existingKeys[name] = keptKey(flags.keyFile)
  }
  const daemon = openDaemon({
    profiles,
    keys: 'lasting',
    existingKeys,
    listen: { ...listen, port: flags.port ?? listen.port },
    deps: {
      clock: this.clock,
      env: this.env,
      home: this.home,
      ...(flags.events ? { announce: (event) => this.process.stderr.write(`${JSON.stringify(event)}\n`) } : {}),
    },
  })
  const lines = [...daemon.keys].map(([profile, key]) => ({ profile, url: daemon.url, key: openLocalKey(key) }))
  if (flags.json) this.process.stdout.write(`${JSON.stringify({ version: 1, gateways: lines })}\n`)
  else for (const line of lines) this.process.stdout.write(forShell(line))
  await ended(this.onEnd())
  await daemon.close()
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
      remedy: 'Add one under "profiles".',
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
