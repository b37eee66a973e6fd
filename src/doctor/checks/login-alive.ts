import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

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
    const wrong = (summary: string, cause: 'expired' | 'config-file', evidence: string) =>
      ({
        status: 'wrong',
        cause,
        summary,
        evidence: [`${path}: ${evidence}`],
        fix: 'Sign in again: claude auth login',
        number: 2,
      }) as const
    let login: Record<string, unknown>
    try {
      login = (JSON.parse(typeof text === 'string' ? text : '') as { claudeAiOauth: Record<string, unknown> })
        .claudeAiOauth
    } catch {
      return wrong('The file of the Claude login is broken.', 'config-file', 'is not JSON')
    }
    const has = (name: string) => typeof login?.[name] === 'string' && login[name] !== ''
    if (!has('accessToken') && !has('refreshToken'))
      return wrong(
        'The Claude login was wiped: no token is left in its file.',
        'expired',
        'accessToken and refreshToken are empty',
      )
    const endsMs = typeof login.expiresAt === 'number' ? login.expiresAt : null
    const refreshEndsMs = typeof login.refreshTokenExpiresAt === 'number' ? login.refreshTokenExpiresAt : null
    const nowMs = clock.nowMs()
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
    if (has('refreshToken') && (refreshEndsMs === null || refreshEndsMs > nowMs))
      return ok(
        endsMs !== null && endsMs < nowMs
          ? 'past its time, and renewed by Claude Code at its next request'
          : 'it can be renewed',
      )
    if (endsMs !== null && endsMs < nowMs)
      return wrong(
        `The Claude login ended on ${day(endsMs)} and cannot be renewed.`,
        'expired',
        `expiresAt is ${day(endsMs)}, and there is no living refresh token`,
      )
    return ok(endsMs === null ? 'it does not say when it ends' : `until ${day(endsMs)}`)
  },
}
