import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { type Keyring, keychainRefusal, keyringAsker, lookAtKeyring } from '../credential/keyring.ts'
import { shellWord } from '../fixes/fix-words.ts'

/**
 * A helper that takes the key out of a keyring ends without a word where that is locked (measured with secret-tool 0.20),
 * or waits for a window that nobody sees. So the keyring is looked at before the helper is believed.
 */
export const keyringOpen: Check = {
  id: 'keyring-open',
  title: 'The keyring that the helper asks is open',
  group: 'helper',
  needs: ['credential-found'],
  async run(bench, signal) {
    const rung = [bench.ladder.winner, bench.ladder.beside].find((each) => each?.rung.kind === 'helper')
    if (rung === undefined || rung === null) return ofSources(bench, signal)
    const { origin, read } = rung.holding
    const command = read()
    if (!origin.trusted) return doesNotApply('a project brings the helper, and what it asks is not looked at')
    const asker = keyringAsker(command, bench.world)
    if (asker === null) return doesNotApply('the helper asks no keyring')
    if (asker === 'security') {
      const run = await bench.helper(signal)
      const refusal = keychainRefusal(run?.code ?? null, commandText(command, bench))
      if (refusal === null) return ok('the keychain refused nothing')
      return complaint(
        `The keychain that the helper of ${origin.place} asks ${refusal.fact}.`,
        [run?.complaint ?? ''],
        `Type: ${refusal.command}`,
      )
    }
    const found = await lookAtKeyring({ world: bench.world, env: bench.clientEnv, clock: bench.clock }, signal)
    // Where a window can come up the helper waits for it, and so would we.
    const screen = (bench.clientEnv.DISPLAY ?? bench.clientEnv.WAYLAND_DISPLAY ?? '') !== ''
    if (found.kind !== 'open' && found.kind !== 'unknown' && !screen) {
      const run = await bench.helper(signal)
      if (run !== null && run.key !== null) return ok('the helper does without it')
    }
    return said(found, `The helper of ${origin.place}`)
  },
}

/** A keyring that cannot be asked, as it concerns whoever asks it. */
function said(found: Keyring, whose: string): ReturnType<typeof ok> | ReturnType<typeof skip> | Complaint {
  switch (found.kind) {
    case 'unknown':
      return skip('neither busctl nor gdbus is here to ask about the keyring')
    case 'open':
      return ok(`${found.collections} collections, none of them locked`)
    case 'no-bus':
      return complaint(
        `${whose} asks the keyring of the desktop, and this shell knows no session bus (SSH, cron and CI have none).`,
        ['DBUS_SESSION_BUS_ADDRESS is not set'],
        found.bus === null
          ? `Type: export DBUS_SESSION_BUS_ADDRESS="$(dbus-daemon --session --fork --print-address)"; ${unlock}`
          : `Type: export DBUS_SESSION_BUS_ADDRESS=${shellWord(found.bus)}`,
      )
    case 'no-service':
      return complaint(
        `${whose} asks the keyring of the desktop, and nobody keeps one on this session bus.`,
        [`org.freedesktop.secrets: ${found.said.slice(0, 160)}`],
        `Type: ${unlock}`,
      )
    case 'locked':
      return complaint(
        `${whose} asks the keyring of the desktop, and its collection "${found.collection}" is locked.`,
        [`org.freedesktop.secrets, collection ${found.collection}: Locked is true`],
        found.program === '' || found.program.startsWith('gnome-keyring')
          ? `Type: ${unlock}`
          : `Open ${found.program} and unlock "${found.collection}" there.`,
      )
  }
}

/**
 * Asks for the password without showing it, as https://pypi.org/project/keyring (headless Linux) does it with a pipe. Works in
 * sh, bash and zsh.
 */
const unlock = `stty -echo 2>/dev/null; printf 'Password of the keyring: '; IFS= read -r password; stty echo 2>/dev/null; printf %s "$password" | gnome-keyring-daemon --replace --unlock --components=secrets --daemonize >/dev/null; unset password`

const complaint = (summary: string, evidence: readonly string[], fix: string): Complaint => ({
  status: 'wrong',
  cause: 'helper-failure',
  summary,
  evidence: evidence.filter((line) => line !== ''),
  fix,
})

/** The command with the text of the scripts that it names, where the name of the item stands. */
const commandText = (command: string, { world }: Bench): string =>
  [command, ...command.split(/\s+/).map((word) => world.read(word.replace(/^(~|\$HOME)(?=\/)/, world.home)))]
    .filter((text) => typeof text === 'string')
    .join('\n')

/** Profiles of warmkey whose source asks a keyring: requests to Claude Code's own endpoint may not need them. */
async function ofSources(bench: Bench, signal: AbortSignal) {
  const { config, world, clock } = bench
  const profiles = config.kind === 'config' ? Object.entries(config.config.profiles) : []
  const asking = profiles.find(([, { source }]) => {
    const command = source.type === 'command' && 'command' in source ? source.command : null
    const text = Array.isArray(command) ? command.join(' ') : command
    return typeof text === 'string' && ['secret-tool', 'keyring'].includes(keyringAsker(text, world) ?? '')
  })
  if (asking === undefined) return doesNotApply('no helper and no source asks a keyring')
  const found = said(
    await lookAtKeyring({ world, env: bench.clientEnv, clock }, signal),
    `The source of the profile "${asking[0]}"`,
  )
  return found.status === 'wrong' ? { ...found, status: 'warn' as const } : found
}
