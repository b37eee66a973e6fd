import { isSimple } from '../../clients/claude-code/ladder.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { takeOut } from '../fixes/fix-words.ts'

/** CLAUDE_CODE_SIMPLE, which is `--bare` as a variable: logins and helpers of settings files are not asked (measured). */
export const simpleMode: Check = {
  id: 'simple-mode',
  title: 'Nothing is left out by the simple mode',
  group: 'credential',
  needs: ['settings-files'],
  run({ world, layers, ladder }) {
    const place = isSimple(world, layers)
    if (place === null) return doesNotApply('CLAUDE_CODE_SIMPLE is off')
    const passed = ladder.rungs.filter(({ holdings }) => holdings.every(({ state }) => state === 'not-asked'))
    const [first] = passed
    if (first === undefined) return ok(`CLAUDE_CODE_SIMPLE of ${place} leaves nothing out`)
    const path = layers.layers.find(({ origin }) => origin.place === place)?.path ?? null
    return {
      status: ladder.winner === null ? 'wrong' : 'warn',
      cause: 'missing-credential',
      summary: `CLAUDE_CODE_SIMPLE of ${place} is on, so Claude Code does not use ${first.name} of ${first.holdings[0].origin.place}.`,
      evidence: passed.map(({ name, holdings }) => `not asked: ${name} of ${holdings[0].origin.place}`),
      fix: takeOut('CLAUDE_CODE_SIMPLE', place),
      ...(path === null ? {} : { edit: { what: 'remove', path, pointer: ['env', 'CLAUDE_CODE_SIMPLE'] } as const }),
      number: 1,
    }
  },
}
