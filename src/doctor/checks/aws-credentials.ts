import type { AwsFailure } from '../../credential/sources/aws/answer.ts'
import type { Cause } from '../../signatures/signature.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { awsHeard, linkHere } from '../cloud/aws/aws-heard.ts'
import { numberOf, otherProfile, whose } from '../cloud/aws/aws-refusal.ts'
import { type AwsWay, awsWay } from '../cloud/aws/aws-way.ts'

/** Whether the chain of AWS gives credentials in this shell. */
export const awsCredentials: Check = {
  id: 'aws-credentials',
  title: 'AWS credentials can be had',
  group: 'cloud',
  needs: ['aws-export'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null) return doesNotApply('Claude Code does not speak to AWS here')
    if (way.by === 'gateway') return doesNotApply('a gateway signs in for it')
    if (way.by === 'key') return doesNotApply(`${way.key?.name} is used`)
    const heard = await awsHeard(bench, way, signal)
    const { failure, expiresAtMs } = heard
    if (failure === null) {
      const until =
        expiresAtMs === null ? '' : `, until ${new Date(expiresAtMs).toISOString().slice(0, 16).replace('T', ' ')}`
      return ok(`${whose(way, heard)}${until}`)
    }
    const cause = causeOf(failure)
    return {
      status: 'wrong',
      cause,
      summary: failure.message,
      evidence: [`${way.cloud} of ${way.place}`, `AWS_PROFILE: ${way.profile ?? 'not set'}`],
      fix: fixOf(bench, way, failure),
      ...(cause === 'missing-credential' || cause === 'expired' ? { number: 5 as const } : numberOf(cause)),
    }
  },
}

function causeOf({ code, message }: AwsFailure): Cause {
  if (code === 'source-needs-person' || /has expired|over already/.test(message)) return 'expired'
  if (code === 'source-timeout') return 'timeout'
  if (code === 'source-unavailable') return 'connection'
  if (/does not know the access key/.test(message)) return 'invalid-credential'
  if (/refused the signature/.test(message)) return 'clock-skew'
  if (/AWS refused it|is not allowed to take its role/.test(message)) return 'permission'
  if (/credential_process .*failed/.test(message)) return 'helper-failure'
  return 'missing-credential'
}

function fixOf(bench: Bench, way: AwsWay, { code, remedy }: AwsFailure): string {
  const { link, profile, missing } = linkHere(bench, way)
  const of = profile === null || profile === 'default' ? '' : ` --profile ${profile}`
  const other = otherProfile(bench, way)
  if (missing !== undefined)
    return other === null
      ? `Type: aws configure --profile ${missing}`
      : other === 'default'
        ? 'Type: unset AWS_PROFILE'
        : `Type: export AWS_PROFILE=${other}`
  if (code === 'source-needs-person' && link === 'SSO') return `Type: aws sso login${of}`
  if (code === 'source-timeout' || link === 'credential_process')
    return `Look at what it says, and mend it: aws configure export-credentials${of}`
  if (link === null || link === 'instance')
    return other === null || other === 'default' ? 'Type: aws configure sso' : `Type: export AWS_PROFILE=${other}`
  return remedy.replace(/^Sign in: /, 'Type: ')
}
