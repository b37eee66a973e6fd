import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { awsHeard } from '../cloud/aws/aws-heard.ts'
import { fieldsOf, isAnswer, isRefusal, refused, seen } from '../cloud/aws/aws-refusal.ts'
import { addressOf, awsWay } from '../cloud/aws/aws-way.ts'

/**
 * Whose the credentials are, as AWS itself says; the one call that nobody needs a permission for, and it is free.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const awsIdentity: Check = {
  id: 'aws-identity',
  title: 'AWS knows whose credentials these are',
  group: 'cloud',
  needs: ['aws-credentials'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null) return doesNotApply('Claude Code does not speak to AWS here')
    if (way.by !== 'chain') return doesNotApply('a key or token says nothing of whose it is')
    const heard = await awsHeard(bench, way, signal)
    const { identity } = heard
    const host = new URL(addressOf(way, 'sts')).host
    // Claude Code itself does not need it, and a closed network often has no way there.
    if (identity === null || !isAnswer(identity))
      return doesNotApply(`${host} was not reached (${identity?.fault ?? 'not asked'})`)
    const { Account, Arn } = fieldsOf(identity.text)
    if (identity.status === 200 && typeof Account === 'string' && typeof Arn === 'string')
      return ok(`account ${Account}, ${Arn}`)
    if (isRefusal(identity))
      return refused(bench, way, heard, { host, asked: 'sts:GetCallerIdentity', answer: identity })
    return { ...skip(seen(`${host} gives no identity`, identity)), applies: false }
  },
}
