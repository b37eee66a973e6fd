import { awsRegion } from '../../clients/claude-code/aws-region.ts'
import { lookUp } from '../../clients/claude-code/layers.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { regionShape } from '../cloud/aws/aws-way.ts'
import { setTo } from '../fixes/fix-words.ts'

/** Beginnings of inference profiles and the regions from which each may be asked: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
const profiles: Readonly<Record<string, RegExp>> = {
  us: /^(us|ca)-/,
  eu: /^(eu|il)-/,
  apac: /^(ap|me)-/,
  jp: /^ap-northeast-/,
  au: /^ap-southeast-/,
  'us-gov': /^us-gov-/,
}

/** Region and model of Bedrock, as far as their names tell. */
export const bedrockRegion: Check = {
  id: 'bedrock-region',
  title: 'Region and model of Bedrock go together',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run({ ladder, clientEnv, model, world, layers }) {
    if (ladder.winner?.rung.name !== 'CLAUDE_CODE_USE_BEDROCK') return doesNotApply('Bedrock is not switched on')
    const name = clientEnv.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION'
    // Where no variable names one, the client takes that of the profile, and then us-east-1.
    const region = awsRegion(world, layers)
    const from = clientEnv[name] ? name : 'the AWS profile, or nobody'
    if (!regionShape.test(region)) {
      const zone = /^([a-z]{2,5}(?:-[a-z]+)+-\d{1,2})[a-z]$/.exec(region)?.[1]
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${name} is "${region.slice(0, 40)}", which is ${zone === undefined ? 'no name of a region' : 'a zone and not a region'}.`,
        evidence: [`${name}: ${region.slice(0, 40)}`],
        fix: setTo(name, lookUp(name, layers, world.env)?.layer?.origin.place ?? 'the shell', zone ?? 'us-east-1'),
        number: 5,
      }
    }
    if (model === null) return ok(`${region}, by ${from}`)
    const [, beginning] = /^([a-z-]+)\.anthropic\./.exec(model) ?? []
    const served = beginning === undefined ? undefined : profiles[beginning]
    if (served !== undefined && !served.test(region))
      return {
        status: 'warn',
        cause: 'model-access',
        summary: `${model} is an inference profile for ${beginning}, and ${region} is not one of its regions.`,
        evidence: [`${from}: ${region}`, `the model: ${model}`],
        fix: `See what there is: aws bedrock list-inference-profiles --region ${region} --query 'inferenceProfileSummaries[].inferenceProfileId'`,
      }
    if (/^claude-/.test(model))
      return {
        status: 'warn',
        cause: 'model-not-found',
        summary: `${model} is a name of Anthropic's own API; Bedrock has names of its own.`,
        evidence: [`the model: ${model}`],
        fix: `See what there is: aws bedrock list-inference-profiles --region ${region} --query 'inferenceProfileSummaries[].inferenceProfileId'`,
      }
    return ok(`${model} in ${region}`)
  },
}
