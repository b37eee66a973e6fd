import { type Check, doesNotApply, ok } from '../check.ts'
import { takeOut } from '../fixes/fix-words.ts'

/**
 * A way of signing in that somebody has begun to set up, and that another one now stands in for: the client says nothing of it
 * (measured). Where nothing else signs in, the check of that way says what is missing.
 */
export const signInComplete: Check = {
  id: 'sign-in-complete',
  title: 'No way of signing in is half set up',
  group: 'credential',
  needs: ['credential-found'],
  run({ ladder }) {
    const { winner, rungs } = ladder
    const set = rungs.filter(({ kind }) => kind === 'federation' || kind === 'gateway-session')
    if (set.length === 0) return doesNotApply('no profile, federation or gateway is set up')
    const half = set
      .flatMap((rung) => rung.holdings.map((holding) => ({ rung, holding })))
      .find(({ holding }) => holding.state === 'unusable')
    if (half === undefined || winner === null || winner.holding === half.holding)
      return ok(set.map(({ name }) => name).join(', '))
    const { rung, holding } = half
    const { place } = holding.origin
    const variable = rung.name.startsWith('ANTHROPIC_')
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `${rung.name} of ${place} cannot sign in, so Claude Code takes ${winner.rung.name} of ${winner.holding.origin.place}.`,
      evidence: [`${rung.name}: ${holding.because}`],
      fix: variable
        ? takeOut(rung.name, place)
        : rung.kind === 'gateway-session'
          ? 'In Claude Code: /login, choose the gateway.'
          : 'Type: ant auth login',
    }
  },
}
