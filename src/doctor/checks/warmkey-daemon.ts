import { type Check, doesNotApply, ok } from '../check.ts'

/** What the daemon says of itself: failures of a source show there before anybody meets them. */
export const warmkeyDaemon: Check = {
  id: 'warmkey-daemon',
  title: 'The daemon of warmkey is well',
  group: 'warmkey',
  needs: ['warmkey-config'],
  async run(bench) {
    const status = await bench.daemon()
    if (status === null) return doesNotApply('it does not run; clients that are connected to it need it: warmkey up')
    const failing = status.profiles.find(({ lastFailure }) => lastFailure !== null)
    if (failing?.lastFailure === undefined || failing.lastFailure === null)
      return ok(`process ${status.pid}, ${status.profiles.length} profiles`)
    return {
      status: 'wrong',
      cause: 'helper-failure',
      summary: `The profile "${failing.name}" gets no credential: ${failing.lastFailure.sentence}`,
      evidence: [`source: ${failing.source}`, `code: ${failing.lastFailure.code}`],
      fix:
        failing.signIn?.how === undefined || failing.signIn.how === null
          ? 'Type: warmkey status'
          : `Type: ${failing.signIn.how}`,
    }
  },
}
