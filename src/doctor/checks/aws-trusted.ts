import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'

/** Whether only the user says whom AWS credentials go to: what a project names is not contacted, and its commands are not run. */
export const awsTrusted: Check = {
  id: 'aws-trusted',
  title: 'Nobody but you says whom AWS credentials go to',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    if (bench.ladder.winner?.rung.name === 'CLAUDE_CODE_USE_MANTLE')
      return skip(
        'CLAUDE_CODE_USE_MANTLE is on: the doctor does not ask bedrock-mantle, only Bedrock and the Claude Platform',
      )
    const way = awsWay(bench)
    if (way === null) return doesNotApply('Claude Code does not speak to AWS here')
    if (way.strangers.length > 0)
      return skip(
        `AWS is not asked, because a project says how: ${way.strangers.join(', ')}; what you set to the same yourself is asked`,
      )
    return ok(way.base === null ? `AWS itself, ${way.region}` : `${way.base.variable} of ${way.base.place}`)
  },
}
