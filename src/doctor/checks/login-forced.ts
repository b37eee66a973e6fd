import { type Check, doesNotApply, ok } from '../check.ts'
import { andThen, takeOut } from '../fixes/fix-words.ts'

const settings = ['forceLoginMethod', 'forceLoginOrgUUID'] as const

/**
 * An administrator may hold everybody to a login of the vendor; a key then keeps the client from starting. Cloud providers
 * and federation are let through: https://code.claude.com/docs/en/managed-settings
 */
export const loginForced: Check = {
  id: 'login-forced',
  title: 'An administrator allows this way of signing in',
  group: 'credential',
  needs: ['credential-found'],
  run({ layers, ladder }) {
    const managed = layers.layers.find(({ origin }) => origin.scope === 'managed')
    if (managed === undefined) return doesNotApply('there are no managed settings in a file')
    const place = managed.origin.place
    const forced = settings.find((name) => managed.settings.all[name] !== undefined)
    if (forced === undefined) return ok(`${place} asks for no login`)
    const kept = [ladder.winner, ladder.beside].flatMap((each) =>
      each !== null && ['token', 'api-key', 'helper', 'console-key'].includes(each.rung.kind) ? [each] : [],
    )
    const [first] = kept
    if (first === undefined) return ok(`${place} sets ${forced}, and no key is used`)
    const from = first.holding.origin
    return {
      status: 'wrong',
      cause: 'org-policy',
      summary: `${place} sets ${forced}, so Claude Code does not start with ${first.rung.name} of ${from.place}.`,
      evidence: [
        `${place}: "${forced}"`,
        ...kept.map(({ rung, holding }) => `${rung.name} of ${holding.origin.place}`),
      ],
      fix:
        from.scope === 'managed'
          ? `Ask whoever runs this machine to take ${first.rung.name} out of ${place}, where ${forced} forbids it.`
          : from.place === 'the shell'
            ? `Type: unset ${first.rung.name} && claude auth login`
            : andThen(takeOut(first.rung.name, from.place), 'Type: claude auth login'),
      number: 4,
    }
  },
}
