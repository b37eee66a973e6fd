import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { awsHeard } from '../cloud/aws/aws-heard.ts'
import {
  cardOf,
  deniedAction,
  isAnswer,
  isRefusal,
  refused,
  seen,
  unanswered,
  whose,
} from '../cloud/aws/aws-refusal.ts'
import { addressOf, awsWay } from '../cloud/aws/aws-way.ts'

/**
 * Whether Bedrock, or the gateway in its place, takes what Claude Code signs in with. It is asked what the client asks
 * first, for the inference profiles; that this may not be listed keeps nobody from calling a model.
 */
export const bedrockAccepts: Check = {
  id: 'bedrock-accepts',
  title: 'Bedrock takes the credential',
  group: 'cloud',
  needs: ['aws-identity'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.cloud !== 'CLAUDE_CODE_USE_BEDROCK') return doesNotApply('Bedrock is not switched on')
    const heard = await awsHeard(bench, way, signal)
    const [first] = heard.models
    // A gateway need not know the list; what it says of a model counts as much.
    const listed = isAnswer(heard.list) && heard.list.status !== 404 ? heard.list : null
    const answer = listed ?? (first !== undefined && isAnswer(first.heard) ? first.heard : heard.list)
    const asked = answer === heard.list ? 'GET /inference-profiles' : 'POST /model/…/invoke'
    const host = new URL(addressOf(way, answer === heard.list ? 'bedrock' : 'bedrock-runtime')).host
    if (answer === null) return skip(`${host} was not asked`)
    if (!isAnswer(answer)) return unanswered(way, host, asked, answer.fault)
    const { status } = answer
    if (status === 200 || (status === 400 && !isRefusal(answer)))
      return ok(`${whose(way, heard)} was taken (${asked}: ${status})`)
    const card = cardOf(answer)
    const action = deniedAction(answer)
    if (action !== null && card?.cause === 'permission') {
      const may = heard.models.some((each) => isAnswer(each.heard) && !isRefusal(each.heard))
      if (answer === heard.list && (may || first === undefined))
        return {
          status: 'warn',
          cause: 'permission',
          summary: `Bedrock knows ${whose(way, heard)}, but IAM does not allow ${action}, so Claude Code cannot see which models there are.`,
          evidence: [seen(asked, answer)],
          fix: `Ask for ${action}; until then name the models yourself, in ANTHROPIC_MODEL.`,
        }
      // That it is known is shown; what it may do is another question.
      return ok(`${whose(way, heard)} is known (${asked}: ${status})`)
    }
    if (isRefusal(answer)) return refused(bench, way, heard, { host, asked, answer })
    return skip(`${host} was asked and says neither yes nor no (${seen(asked, answer)})`)
  },
}
