import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { linkHere } from '../cloud/aws/aws-heard.ts'
import { consoleOf } from '../cloud/aws/aws-refusal.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'
import { readBedrockKey } from '../cloud/aws/bedrock-key.ts'
import { andThen, setTo, takeOut } from '../fixes/fix-words.ts'
import { placeOf } from '../fixes/set-variable.ts'
import { looksLike, presented } from '../present.ts'

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
    const anew = andThen(`Make a new key at ${consoleOf(way)}`, setTo(name, place, '<the new key>'))
    const inner = text.replace(/^(["'])(.*)\1$/s, '$2').replace(/^Bearer\s+/i, '')
    const key = readBedrockKey(text)
    if (key === null && readBedrockKey(inner) !== null)
      return wrong(
        'invalid-credential',
        5,
        'has quotes or "Bearer " before it that are sent along',
        setTo(name, place, '<your key>'),
      )
    if (key === null) {
      const like = looksLike(presented(name, place, 'authorization', text))
      return wrong(
        'invalid-credential',
        5,
        `is no Bedrock API key, which begins with ABSK or bedrock-api-key-${like === null ? '' : `, but looks like ${like}`}`,
        linkHere(bench, { ...way, by: 'chain' }).link === null ? anew : takeOut(name, place),
      )
    }
    if (key.endsAtMs !== null && key.endsAtMs <= bench.clock.nowMs())
      return wrong(
        'expired',
        2,
        `is a short-term key that ended ${new Date(key.endsAtMs).toISOString().slice(0, 16).replace('T', ' ')}`,
        anew,
      )
    if (key.region !== null && key.region !== way.region)
      return wrong(
        'wrong-endpoint-or-header',
        5,
        `is a short-term key for ${key.region}, and requests go to ${way.region}`,
        setTo('AWS_REGION', placeOf(bench, 'AWS_REGION'), key.region),
      )
    const until =
      key.endsAtMs === null ? '' : `, until ${new Date(key.endsAtMs).toISOString().slice(0, 16).replace('T', ' ')}`
    return ok(`${key.kind}${key.account === null ? '' : ` of the account ${key.account}`}${until}`)
  },
}
