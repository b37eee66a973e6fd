import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { readLogin } from '../credential/login-file.ts'

/** Claude Code itself warns this long before the end: https://code.claude.com/docs/en/authentication */
const soonMs = 3 * 86_400_000

/**
 * The second of the five causes. A login is only observed: whether the file is whole, and when it says that it ends. It is
 * never sent anywhere, because its owner's own program alone may use it.
 */
export const loginAlive: Check = {
  id: 'login-alive',
  title: 'The login is alive',
  group: 'credential',
  needs: ['credential-found'],
  run({ ladder, world, clock }) {
    const rung = ladder.rungs.find(({ kind }) => kind === 'login')
    if (rung === undefined) return doesNotApply('there is no Claude login in a file')
    if (ladder.winner?.rung.kind !== 'login')
      return doesNotApply(`${ladder.winner?.rung.name} is used instead of the login`)
    const path = pathsOf(world.platform).resolve(world.cwd, configDirectory(world), '.credentials.json')
    const text = world.read(path)
    if (text === null) return doesNotApply(`it lies in ${ladder.winner.holding.origin.place}, which is not opened`)
    const nowMs = clock.nowMs()
    const wrong = (summary: string, cause: 'expired' | 'config-file', evidence: string): Complaint => ({
      status: 'wrong',
      cause,
      summary,
      evidence: [`${path}: ${evidence}`],
      fix: 'Type: claude auth login',
      number: 2,
    })
    const login = readLogin(typeof text === 'string' ? text : '', nowMs)
    switch (login.kind) {
      case 'broken':
        return wrong('The file of the Claude login is broken.', 'config-file', 'is not JSON, or has no login')
      case 'wiped':
        return wrong(
          'The Claude login was wiped: no token is left in its file.',
          'expired',
          'accessToken and refreshToken are empty, as whoever loses a race of two renewals leaves it',
        )
      case 'no-scope':
        return wrong(
          'The Claude login lacks the scope user:inference, and Claude Code says that nobody is logged in.',
          'config-file',
          login.has.length === 0
            ? 'scopes is missing: another program has written the file anew'
            : `scopes: ${login.has.join(', ').slice(0, 200)}`,
        )
      case 'ended':
        return wrong(
          `The Claude login ended on ${day(login.atMs)} and cannot be renewed.`,
          'expired',
          login.refreshEndedMs === null
            ? `expiresAt is ${day(login.atMs)}, and there is no refresh token`
            : `expiresAt is ${day(login.atMs)}, and refreshTokenExpiresAt ${day(login.refreshEndedMs)}`,
        )
    }
    const { endsMs, renewable, refreshEndsMs, inSeconds } = login
    const [name] = inSeconds
    if (name !== undefined)
      return {
        ...wrong(
          `The Claude login says ${name} in seconds where milliseconds are meant, so it looks as if it had ended in 1970.`,
          'config-file',
          `${name} has 10 digits: another program has written the file`,
        ),
        status: 'warn',
      }
    const lastMs = renewable ? refreshEndsMs : endsMs
    if (lastMs !== null && lastMs - nowMs < soonMs)
      return {
        ...wrong(
          `The Claude login ends for good on ${day(lastMs)}.`,
          'expired',
          renewable
            ? `refreshTokenExpiresAt is ${day(lastMs)}`
            : `expiresAt is ${day(lastMs)}, without a refresh token`,
        ),
        status: 'warn',
      }
    if (!renewable) return ok(endsMs === null ? 'it does not say when it ends' : `until ${day(endsMs)}`)
    return ok(
      endsMs !== null && endsMs < nowMs
        ? `past its time since ${day(endsMs)}, and renewed by Claude Code at its next request`
        : 'it can be renewed',
    )
  },
}

const day = (ms: number): string => {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'an impossible day' : date.toISOString().slice(0, 16).replace('T', ' ')
}
