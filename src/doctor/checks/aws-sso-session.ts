import { linkOf, profilePath, ssoTokenFile } from '../../credential/sources/aws/profile-files.ts'
import { readSsoToken } from '../../credential/sources/aws/sso-token.ts'
import { sayDuration } from '../../duration.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { readAwsFiles } from '../cloud/aws/aws-files.ts'
import { linkHere } from '../cloud/aws/aws-heard.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'

/** The token that `aws sso login` leaves, for the profile that is used; it is read, and sent nowhere. */
export const awsSsoSession: Check = {
  id: 'aws-sso-session',
  title: 'The SSO session of AWS is alive',
  group: 'cloud',
  needs: ['aws-trusted'],
  run(bench) {
    const way = awsWay(bench)
    if (way === null || way.by !== 'chain' || way.exported !== null) return doesNotApply('no profile of SSO is used')
    const files = readAwsFiles(bench, way.env)
    const { profile } = linkHere(bench, way)
    const name = profile === null ? undefined : profilePath(files, profile).at(-1)
    const own = name === undefined ? undefined : files.profiles[name]
    if (name === undefined || own === undefined || linkOf(own) !== 'SSO')
      return doesNotApply('no profile of SSO is used')
    if (own.sso_session !== undefined && files.ssoSessions[own.sso_session] === undefined)
      return {
        status: 'wrong',
        cause: 'config-file',
        summary: `The AWS profile "${name}" belongs to the SSO session "${own.sso_session}", which ${files.configFile} does not have.`,
        evidence: [`sso_session of [profile ${name}]: ${own.sso_session}`],
        fix: `Type: aws configure sso --profile ${name}`,
        number: 5,
      }
    const section = { ...own, ...files.ssoSessions[own.sso_session ?? ''] }
    const token = readSsoToken(section, bench.world.home)
    const nowMs = bench.clock.nowMs()
    const wrong = (summary: string, cause: Complaint['cause']): Complaint => ({
      status: 'wrong',
      cause,
      summary,
      evidence: [
        ssoTokenFile(section, bench.world.home),
        ...(way.refresh === null
          ? []
          : [`awsAuthRefresh of ${way.refresh.place}: Claude Code runs it, in a terminal where somebody can sign in`]),
      ],
      fix: `Type: aws sso login${name === 'default' ? '' : ` --profile ${name}`}`,
      number: 2,
    })
    if (token === null)
      return wrong(`Nobody has signed in to the SSO session of the AWS profile "${name}" yet.`, 'missing-credential')
    const { expiresAtMs, refreshable, registrationExpiresAtMs } = token
    const over = (atMs: number) => `ended ${sayDuration(Math.max(nowMs - atMs, 1000))} ago`
    if (refreshable && (registrationExpiresAtMs ?? nowMs + 1) > nowMs)
      return ok(`${name}: the client refreshes its token by itself`)
    if (expiresAtMs > nowMs) return ok(`${name}: ${sayDuration(expiresAtMs - nowMs)} left`)
    return wrong(`The SSO session of the AWS profile "${name}" ${over(expiresAtMs)}.`, 'expired')
  },
}
