import { ladderPlaces } from '../../clients/claude-code/ladder-words.ts'
import { type Check, ok } from '../check.ts'
import { setElsewhere, signingVariables } from '../credential/set-elsewhere.ts'
import { signIn } from '../fixes/fix-words.ts'

/** The first of the five causes: whether there is anything to sign in with here, in this shell. */
export const credentialFound: Check = {
  id: 'credential-found',
  title: 'There is something to sign in with',
  group: 'credential',
  needs: [
    'client-state',
    'settings-files',
    'settings-values',
    'settings-links',
    'simple-mode',
    'cloud-address',
    'warmkey-connected',
  ],
  async run(bench, signal) {
    const { ladder } = bench
    if (ladder.winner !== null) {
      const { rung, holding } = ladder.winner
      const hidden = ladderPlaces(ladder)
        .filter(({ state }) => state !== 'used' && state !== 'beside')
        .map(({ rung: name, place }) => `${name} of ${place}`)
      return ok(
        `${rung.name} of ${holding.origin.place}${hidden.length === 0 ? '' : ` wins over ${hidden.join(', ')}`}`,
      )
    }
    const [header] = await bench.credentials(signal)
    if (header !== undefined) return ok(`${header.name} of ${header.place}`)
    const declined = ladder.rungs.find(({ holdings }) => holdings[0].state === 'declined')
    if (declined !== undefined)
      return {
        status: 'wrong',
        cause: 'missing-credential',
        summary:
          'ANTHROPIC_API_KEY is set, but it was declined when Claude Code asked about it, and it remembers that.',
        evidence: [
          `${declined.holdings[0].origin.place}: ANTHROPIC_API_KEY`,
          '~/.claude.json: customApiKeyResponses.rejected names its end',
        ],
        fix: 'In Claude Code: /config, switch "Use custom API key" on.',
        number: 1,
      }
    const elsewhere = setElsewhere(bench.world)
    const unset = signingVariables.map((name) => `${name} is not set in this shell, nor in a settings file`)
    // What is set now is had by programs that start from now on alone.
    const windows = bench.world.platform === 'win32' ? ['setx sets it for new windows, not for this one'] : []
    return {
      status: 'wrong',
      cause: 'missing-credential',
      summary: elsewhere?.summary ?? 'No key, no helper and no login was found for Claude Code.',
      evidence: [
        ...unset,
        ...(elsewhere?.evidence ?? ['a command can fetch the key as well: warmkey init']),
        ...windows,
      ],
      fix: elsewhere?.fix ?? `Type: ${signIn({ isDefault: bench.endpoint.place === null })}`,
      number: 1,
    }
  },
}
