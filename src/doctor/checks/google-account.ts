import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { gcloudActive } from '../cloud/google/adc-file.ts'
import { vertexOf } from '../cloud/google/vertex.ts'
import { usesVertex } from '../cloud/google/vertex-setup.ts'

/** Application-default credentials and the login of gcloud are two things, which people take for one. */
export const googleAccount: Check = {
  id: 'google-account',
  title: 'It is the account that gcloud uses',
  group: 'cloud',
  needs: ['google-token', 'vertex-project'],
  network: true,
  async run(bench, signal) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const { gateway, project, token } = vertexOf(bench)
    if (gateway) return doesNotApply('a gateway signs in for it')
    const active = gcloudActive(bench)
    if (active === null) return doesNotApply('gcloud has no configuration here')
    const answer = await token(signal)
    if (answer.kind === 'failure') return skip('there is no token')
    const { account } = answer
    const evidence = [
      `application-default: ${account ?? 'nobody says whose'}, project ${project?.value ?? 'of the credentials'}`,
      `gcloud, configuration "${active.name}": ${active.account ?? 'no account'}, project ${active.project ?? 'none'}`,
    ]
    if (account !== null && active.account !== null && account !== active.account)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `Claude Code is ${account} on Vertex, and gcloud is ${active.account}.`,
        evidence,
        fix: `If ${active.account} is the one you mean: gcloud auth application-default login, and choose it in the browser`,
      }
    if (project !== null && active.project !== null && project.value !== active.project)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `Claude Code names the project ${project.value} on Vertex, and gcloud has ${active.project}.`,
        evidence,
        fix: `If ${active.project} is the one you mean: export ${project.by}=${active.project}`,
      }
    return ok(account === null ? 'nobody says whose it is' : `${account}, as gcloud`)
  },
}
