import { createSource } from '../../credential/sources/index.ts'
import { asWarmkeyError } from '../../errors.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/** Whether the chain of AWS gives credentials in this shell; they are not sent anywhere. */
export const awsCredentials: Check = {
  id: 'aws-credentials',
  title: 'AWS credentials can be had',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address', 'bedrock-region'],
  async run({ ladder, clientEnv, clock, world }, signal) {
    if (ladder.winner?.rung.name !== 'CLAUDE_CODE_USE_BEDROCK') return doesNotApply('Bedrock is not switched on')
    if ((clientEnv.AWS_BEARER_TOKEN_BEDROCK ?? '') !== '') return doesNotApply('AWS_BEARER_TOKEN_BEDROCK is used')
    if ((clientEnv.CLAUDE_CODE_SKIP_BEDROCK_AUTH ?? '') !== '') return doesNotApply('a gateway signs in for it')
    const profile = clientEnv.AWS_PROFILE
    const options = { type: 'aws', ...(profile === undefined || profile === '' ? {} : { profile }) } as const
    const source = createSource(options, { clock, env: clientEnv, home: world.home })
    try {
      const { life } = await source.obtain(signal)
      const end = life.expiresAtMs
      return ok(
        `${source.origin}${end === undefined ? '' : `, until ${new Date(end).toISOString().slice(0, 16).replace('T', ' ')}`}`,
      )
    } catch (thrown) {
      const error = asWarmkeyError(thrown)
      return {
        status: 'wrong',
        cause: error.code === 'source-needs-person' ? 'expired' : 'missing-credential',
        summary: error.message,
        evidence: [
          `CLAUDE_CODE_USE_BEDROCK of ${ladder.winner.holding.origin.place}`,
          `AWS_PROFILE: ${profile ?? 'not set'}`,
        ],
        fix:
          source.signIn !== undefined && error.code === 'source-needs-person'
            ? `Type: ${source.signIn}`
            : (error.remedy ?? 'Type: aws configure'),
        number: 5,
      }
    }
  },
}
