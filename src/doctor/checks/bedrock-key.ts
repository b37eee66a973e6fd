import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { awsWay } from '../cloud/aws-way.ts'
import { readBedrockKey } from '../cloud/bedrock-key.ts'
import { issuerOf } from '../shape.ts'

/** AWS_BEARER_TOKEN_BEDROCK by its text, before it is tried: it wins over the whole chain of AWS. */
export const bedrockKey: Check = {
  id: 'bedrock-key',
  title: 'The Bedrock API key is one, for this region and today',
  group: 'cloud',
  needs: ['aws-trusted', 'bedrock-region'],
  run(bench) {
    const way = awsWay(bench)
    if (way === null || way.by !== 'key' || way.cloud !== 'CLAUDE_CODE_USE_BEDROCK' || way.key === null)
      return doesNotApply('no Bedrock API key is used')
    const { name, place, text } = way.key
    const wrong = (cause: Complaint['cause'], number: 2 | 3 | 5, fact: string, fix: string): Complaint => ({
      status: 'wrong',
      cause,
      summary: `${name} of ${place} ${fact}.`,
      evidence: [`${name} counts before AWS_PROFILE and every other AWS credential`],
      fix,
      number,
    })
    const anew = place === 'the shell' ? `export ${name}=…` : `${name} in ${place}`
    const inner = text.replace(/^(["'])(.*)\1$/s, '$2').replace(/^Bearer\s+/i, '')
    const key = readBedrockKey(text)
    if (key === null && readBedrockKey(inner) !== null)
      return wrong(
        'invalid-credential',
        5,
        'has quotes or "Bearer " before it that are sent along',
        `Set it again as the key alone: ${anew}`,
      )
    if (key === null) {
      const like = issuerOf(text)
      return wrong(
        'invalid-credential',
        5,
        `is no Bedrock API key, which begins with ABSK or bedrock-api-key-${like === null ? '' : `, but looks like ${like}`}`,
        place === 'the shell'
          ? `Type: unset ${name} (then the AWS profile counts), or make a key in the Bedrock console and set it: ${anew}`
          : `Remove ${name} from ${place} (then the AWS profile counts), or set a key of the Bedrock console there.`,
      )
    }
    if (key.endsAtMs !== null && key.endsAtMs <= bench.clock.nowMs())
      return wrong(
        'expired',
        2,
        `is a short-term key that ended ${new Date(key.endsAtMs).toISOString().slice(0, 16).replace('T', ' ')}`,
        `Make a new one in the Bedrock console of ${way.region}, under API keys, and set it: ${anew}`,
      )
    if (key.region !== null && key.region !== way.region)
      return wrong(
        'wrong-endpoint-or-header',
        5,
        `is a short-term key for ${key.region}, and requests go to ${way.region}`,
        `Type: export AWS_REGION=${key.region} (or make a key in the Bedrock console of ${way.region})`,
      )
    const until =
      key.endsAtMs === null ? '' : `, until ${new Date(key.endsAtMs).toISOString().slice(0, 16).replace('T', ' ')}`
    return ok(`${key.kind}${key.account === null ? '' : ` of the account ${key.account}`}${until}`)
  },
}
