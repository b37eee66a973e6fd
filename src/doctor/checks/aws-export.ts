import { type Check, doesNotApply, ok } from '../check.ts'
import { awsHeard, linkHere } from '../cloud/aws/aws-heard.ts'
import { numberOf } from '../cloud/aws/aws-refusal.ts'
import { awsWay } from '../cloud/aws/aws-way.ts'

/** awsCredentialExport, run as the client runs it; where it fails, the client goes on with the chain without stopping. */
export const awsExport: Check = {
  id: 'aws-export',
  title: 'The export command prints a session of AWS',
  group: 'cloud',
  needs: ['aws-sources', 'aws-sso-session', 'bedrock-key', 'bedrock-reachable'],
  network: true,
  async run(bench, signal) {
    const way = awsWay(bench)
    if (way === null || way.exported === null) return doesNotApply('no awsCredentialExport is set')
    const { exported, failure } = await awsHeard(bench, way, signal)
    const until = exported?.expiresAtMs ?? null
    const fault = exported?.fault ?? null
    if (fault === null)
      return ok(
        `that of ${way.exported.place} does${until === null ? '' : `, until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')}`}`,
      )
    const goesOn = exported?.env === null && failure === null
    const { link } = linkHere(bench, way)
    return {
      status: goesOn ? 'warn' : 'wrong',
      cause: fault.cause,
      summary: `awsCredentialExport of ${way.exported.place} ${fault.fact}${goesOn ? `, so Claude Code takes other credentials (${link ?? 'those of the chain'})` : ''}.`,
      evidence: ['run as Claude Code runs it, with its environment'],
      fix: fault.fix,
      ...(goesOn ? {} : numberOf(fault.cause === 'helper-failure' ? 'missing-credential' : fault.cause)),
    }
  },
}
