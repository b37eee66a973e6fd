import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { linkHere } from '../cloud/aws/aws-heard.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'
import { setTo, takeOut } from '../fixes/fix-words.ts'
import { placeOf } from '../fixes/set-variable.ts'

/**
 * Which of several sources of AWS credentials counts. That AWS_PROFILE wins over keys in the environment was measured with
 * 2.1.197, 2.1.329 and 2.1.330; the AWS CLI has it the other way round (https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html).
 */
export const awsSources: Check = {
  id: 'aws-sources',
  title: 'One source of AWS credentials counts',
  group: 'cloud',
  needs: ['aws-trusted'],
  run(bench) {
    const way = awsWay(bench)
    if (way === null) return doesNotApply('Claude Code does not speak to AWS here')
    if (way.by === 'gateway') return ok('a gateway signs')
    if (way.by === 'key') return ok(`${way.key?.name} of ${way.key?.place} counts before every other one`)
    const { env, profile } = way
    const filled = (name: string) => (env[name] ?? '').trim()
    const id = filled('AWS_ACCESS_KEY_ID')
    const pair = id !== '' && filled('AWS_SECRET_ACCESS_KEY') !== ''
    if (pair && profile === null && way.exported === null) {
      const odd = oddPair(bench, id, filled)
      if (odd !== null) return odd
    }
    if (pair && profile !== null && way.exported === null)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: Claude Code takes the profile "${profile}", the AWS CLI takes the keys.`,
        evidence: [placed(bench, 'AWS_PROFILE'), placed(bench, 'AWS_ACCESS_KEY_ID')],
        fix: 'Type: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
      }
    const { link } = linkHere(bench, way)
    const first = way.exported === null ? '' : `awsCredentialExport of ${way.exported.place}, then `
    const named = profile === null ? '' : ` (profile ${profile})`
    const refresh = way.refresh === null ? '' : `; awsAuthRefresh of ${way.refresh.place} renews it`
    return ok(`${first}${link ?? 'whatever the chain finds'}${named}${refresh}`)
  },
}

const placed = (bench: Bench, name: string): string => `${name}: set by ${placeOf(bench, name)}`

/** Keys of a session begin with ASIA and open nothing without its token: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function oddPair(bench: Bench, id: string, filled: (name: string) => string): Complaint | null {
  const token = filled('AWS_SESSION_TOKEN')
  const wrong = (summary: string, fix: string): Complaint => ({
    status: 'wrong',
    cause: 'invalid-credential',
    summary,
    evidence: [placed(bench, 'AWS_ACCESS_KEY_ID'), `AWS_SESSION_TOKEN: ${token === '' ? 'not set' : 'set'}`],
    fix,
    number: 5,
  })
  if (/^ASIA/.test(id) && token === '')
    return wrong(
      'AWS_ACCESS_KEY_ID is the key of a session, and AWS_SESSION_TOKEN, without which it opens nothing, is not set.',
      'Type: export AWS_SESSION_TOKEN=<your session token>',
    )
  if (/^AKIA/.test(id) && token !== '')
    return wrong(
      'AWS_ACCESS_KEY_ID is a lasting key, and AWS_SESSION_TOKEN, which is left over from a session, makes AWS refuse it.',
      takeOut('AWS_SESSION_TOKEN', placeOf(bench, 'AWS_SESSION_TOKEN')),
    )
  const name = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].find((each) =>
    /^["'].*["']$|\s/.test(filled(each)),
  )
  return name === undefined
    ? null
    : wrong(`${name} has quotes or blanks in it that are sent along.`, setTo(name, placeOf(bench, name), '<its value>'))
}
