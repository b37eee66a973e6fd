import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { awsHeard } from '../cloud/aws/aws-heard.ts'
import { isAnswer, isRefusal, refused, seen, unanswered, whose } from '../cloud/aws/aws-refusal.ts'
import { addressOf, awsWay } from '../cloud/aws/aws-way.ts'

/** Whether the Claude Platform on AWS takes the key or the signature: https://code.claude.com/docs/en/claude-platform-on-aws */
export const anthropicAwsAccepts: Check = {
  id: 'anthropic-aws-accepts',
  title: 'The Claude Platform on AWS takes the credential',
  group: 'cloud',
  needs: ['aws-identity'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.cloud !== 'CLAUDE_CODE_USE_ANTHROPIC_AWS')
      return doesNotApply('the Claude Platform on AWS is not switched on')
    const heard = await awsHeard(bench, way, signal)
    const host = new URL(addressOf(way, 'bedrock')).host
    const asked = 'GET /v1/models'
    if (heard.list === null) return skip(`${host} was not asked`)
    if (!isAnswer(heard.list)) return unanswered(way, host, asked, heard.list.fault)
    if (heard.list.status === 200) return ok(`${whose(way, heard)} was taken (${asked}: 200)`)
    if (isRefusal(heard.list)) return refused(bench, way, heard, { host, asked, answer: heard.list })
    return skip(`${host} was asked and says neither yes nor no (${seen(asked, heard.list)})`)
  },
}
