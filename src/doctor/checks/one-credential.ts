import { type Check, doesNotApply, ok } from '../check.ts'

/** Two credentials go out together, each in its own header, and the server chooses (measured with 2.1.329). */
export const oneCredential: Check = {
  id: 'one-credential',
  title: 'One credential is sent, not two',
  group: 'credential',
  needs: ['credential-found', 'helper-runs'],
  async run(bench, signal) {
    const [first, second] = await bench.credentials(signal)
    if (first === undefined) return doesNotApply('no key is sent')
    if (second === undefined || first.secret.equals(second.secret)) return ok(`${first.name} alone`)
    return {
      status: 'warn',
      cause: 'conflicting-credentials',
      summary: `${first.name} of ${first.place} and ${second.name} of ${second.place} are sent together, and the server chooses.`,
      evidence: [
        `${first.name}: ${first.header}, ${first.secret.fingerprint}`,
        `${second.name}: ${second.header}, ${second.secret.fingerprint}`,
      ],
      fix: second.place === 'the shell' ? `Type: unset ${second.name}` : `Remove ${second.name} from ${second.place}.`,
    }
  },
}
