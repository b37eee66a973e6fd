import { type Check, doesNotApply, ok } from '../check.ts'
import { accountOf, readAwsFiles } from '../cloud/aws/aws-files.ts'
import { awsHeard } from '../cloud/aws/aws-heard.ts'
import { fieldsOf, isAnswer, whose } from '../cloud/aws/aws-refusal.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'

/** Whether the account is the one that the profile names, by `sso_account_id` or the ARN of its role. */
export const awsAccount: Check = {
  id: 'aws-account',
  title: 'It is the account that the profile names',
  group: 'cloud',
  needs: ['aws-identity'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.by !== 'chain') return doesNotApply('no profile of AWS is used')
    const name = way.profile ?? 'default'
    const wanted = accountOf(readAwsFiles(bench, way.env), name)
    if (wanted === null) return doesNotApply(`the profile "${name}" names no account`)
    const heard = await awsHeard(bench, way, signal)
    const account = isAnswer(heard.identity) ? fieldsOf(heard.identity.text).Account : undefined
    if (typeof account !== 'string') return doesNotApply('AWS did not say which account it is')
    if (account === wanted) return ok(account)
    const fromShell = heard.link === 'environment' && heard.exported?.env == null
    return {
      status: 'warn',
      cause: 'conflicting-credentials',
      summary:
        `${whose(way, heard)} belongs to the account ${account}, and the AWS profile "${name}" names ${wanted}.`.replace(
          /^./,
          (first) => first.toUpperCase(),
        ),
      evidence: [`sts:GetCallerIdentity: ${account}`, `[${name}] of the AWS files: ${wanted}`],
      fix: fromShell
        ? 'Type: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'
        : heard.exported?.env != null
          ? `If ${wanted} is the one you mean, have awsCredentialExport of ${way.exported?.place} take its session from the profile "${name}".`
          : `If ${wanted} is the one you mean, correct the profile: aws configure sso --profile ${name}`,
    }
  },
}
