import { userInfo } from 'node:os'
import type { ClientWorld } from '../../clients/client.ts'
import type { Clock } from '../../clock.ts'
import { runChild } from '../../credential/child.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** What the keyring of a desktop looks like from here: https://specifications.freedesktop.org/secret-service/latest/ */
export type Keyring =
  /** `bus` is the address of one that is there and that nobody names. */
  | { readonly kind: 'no-bus'; readonly bus: string | null }
  /** A bus, and nobody on it who keeps secrets. */
  | { readonly kind: 'no-service'; readonly said: string }
  /** `program` is who keeps them, `collection` the one that is locked. */
  | { readonly kind: 'locked'; readonly collection: string; readonly program: string }
  | { readonly kind: 'open'; readonly collections: number }
  /** Neither busctl nor gdbus is here to ask with. */
  | { readonly kind: 'unknown' }

const service = 'org.freedesktop.secrets'
const root = '/org/freedesktop/secrets'
const patienceMs = 2_000

/** How one property is asked for, with either of two programs. */
const askers: readonly ((path: string, face: string, name: string) => [string, ...string[]])[] = [
  (path, face, name) => ['busctl', '--user', 'get-property', service, path, face, name],
  (path, face, name) => [
    'gdbus',
    'call',
    '--session',
    '--dest',
    service,
    '--object-path',
    path,
    '--method',
    'org.freedesktop.DBus.Properties.Get',
    face,
    name,
  ],
]

/** What looking at it takes. */
export interface KeyringDeps {
  readonly world: Pick<ClientWorld, 'read' | 'list'>
  /** The environment in which the program that asks the keyring runs. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

/** Looks at the keyring without opening it: nothing of what it keeps is asked for, and no window comes up. */
export async function lookAtKeyring({ world, env, clock }: KeyringDeps, signal: AbortSignal): Promise<Keyring> {
  const address = env.DBUS_SESSION_BUS_ADDRESS ?? ''
  const runtime = env.XDG_RUNTIME_DIR ?? ''
  if (address === '' && (runtime === '' || !world.list(runtime).includes('bus')))
    return { kind: 'no-bus', bus: busOfUser(world) }
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const run = (argv: [string, ...string[]]) =>
    runChild({ argv, env: given, cwd: '/', clock, timeoutMs: patienceMs, signal })
  for (const asker of askers) {
    const listed = await run(asker(root, 'org.freedesktop.Secret.Service', 'Collections'))
    if (listed.how === 'not-started') continue
    if (listed.how !== 'exited') return { kind: 'unknown' }
    if (listed.code !== 0) return { kind: 'no-service', said: listed.stderr.trim().split('\n').at(-1) ?? '' }
    const collections = pathsIn(new TextDecoder().decode(listed.stdout))
    for (const path of collections) {
      const asked = await run(asker(path, 'org.freedesktop.Secret.Collection', 'Locked'))
      if (asked.how !== 'exited' || !/\btrue\b/.test(new TextDecoder().decode(asked.stdout))) continue
      const who = await run(['busctl', '--user', 'status', service])
      const program = who.how === 'exited' ? (/^Comm=(.+)$/m.exec(new TextDecoder().decode(who.stdout))?.[1] ?? '') : ''
      return { kind: 'locked', collection: path.slice(path.lastIndexOf('/') + 1), program }
    }
    return { kind: 'open', collections: collections.length }
  }
  return { kind: 'unknown' }
}

/** Paths of collections in what either program prints. */
export const pathsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\/org\/freedesktop\/secrets\/collection\/\w+/g)].map(([path]) => path)),
]

/** The bus that a login of this user has, where a shell of SSH or cron does not know of it. */
function busOfUser({ list }: Pick<ClientWorld, 'list'>): string | null {
  const folder = `/run/user/${userInfo().uid}`
  return list(folder).includes('bus') ? `unix:path=${folder}/bus` : null
}

/** A program that takes a secret out of a keyring, as a command names it. */
export type KeyringAsker = 'secret-tool' | 'security' | 'keyring'

/**
 * Which of them a helper asks: looked for in the command, and in the scripts that it names. `null` where it asks none.
 */
export function keyringAsker(command: string, world: Pick<ClientWorld, 'read' | 'home'>): KeyringAsker | null {
  const files = [...command.matchAll(/(?:^|[\s"'=])((?:~|\$HOME)?\/[^\s"';|&]{1,200})/g)]
    .map(([, path = '']) => world.read(path.replace(/^(~|\$HOME)/, world.home)))
    .flatMap((text) => (typeof text === 'string' && text.length < 65_536 ? [text] : []))
  for (const text of [command, ...files]) {
    if (/\bsecret-tool\b|\blibsecret\b/.test(text)) return 'secret-tool'
    if (/\bsecurity\s+(-\w+\s+)*find-(generic|internet)-password\b/.test(text)) return 'security'
    if (/\bkeyring\s+get\b/.test(text)) return 'keyring'
  }
  return null
}

/** Low byte of the status of the keychain, which is what `security` exits with: https://www.osstatus.com */
const refusals: Readonly<Record<number, { readonly fact: string; readonly command: (service: string) => string }>> = {
  36: {
    fact: 'is locked, and there is no screen on which it could ask (exit code 36)',
    command: () => 'security unlock-keychain ~/Library/Keychains/login.keychain-db',
  },
  44: {
    fact: 'has no such item (exit code 44)',
    command: (name) => `security add-generic-password -U -a "$USER" -s ${name} -w`,
  },
  51: {
    fact: 'did not take the password that it was given (exit code 51)',
    command: () => 'security unlock-keychain ~/Library/Keychains/login.keychain-db',
  },
  128: {
    fact: 'asked, and the window was closed without an answer (exit code 128)',
    command: () => 'security unlock-keychain ~/Library/Keychains/login.keychain-db',
  },
}

/** What `security` of macOS means by an exit code, to be read after "The keychain"; `null` for any other. */
export function keychainRefusal(
  code: number | null,
  command: string,
): { readonly fact: string; readonly command: string } | null {
  const known = code === null ? undefined : refusals[code]
  const named = /-s\s+(?:"([^"]+)"|'([^']+)'|([\w.:@/-]+))/.exec(command)
  const item = named?.[1] ?? named?.[2] ?? named?.[3]
  const word = shellWord(item ?? '<the name of the item>')
  return known === undefined ? null : { fact: known.fact, command: known.command(word) }
}
