import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { awsHeard } from '../cloud/aws/aws-heard.ts'
import { modelNamed } from '../cloud/aws/aws-questions.ts'
import { cardOf, isAnswer, seen, wordsOf } from '../cloud/aws/aws-refusal.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'

/** A message of one token, which alone shows everything and costs something. */
export const bedrockMessage: Check = {
  id: 'bedrock-message',
  title: 'Bedrock answers a message',
  group: 'cloud',
  needs: ['bedrock-model'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.cloud !== 'CLAUDE_CODE_USE_BEDROCK') return doesNotApply('Bedrock is not switched on')
    if (!bench.spend) return doesNotApply('a message costs something; --spend sends one of one token')
    const model = modelNamed(bench)
    if (model === null) return doesNotApply('the client chooses the model; name one with --model')
    const { message } = await awsHeard(bench, way, signal)
    if (!isAnswer(message)) return skip(`no answer (${message?.fault ?? 'not asked'})`)
    if (message.status === 200) return ok(`${model} answered`)
    const card = cardOf(message)
    return {
      status: 'wrong',
      cause:
        card?.cause ?? (message.status === 429 ? 'rate-limit' : message.status >= 500 ? 'server-error' : 'unknown'),
      summary: `Bedrock does not answer a message to ${model}: ${card?.title ?? `status ${message.status}`}.`,
      evidence: [seen('one token', message), `it says: ${wordsOf(message)}`],
      fix: card?.remedy[0] ?? 'Show what it says to whoever runs the AWS account.',
    }
  },
}
