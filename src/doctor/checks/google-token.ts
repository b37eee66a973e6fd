import { sayDuration } from '../../duration.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { adcFile } from '../cloud/google/adc-file.ts'
import { googleFailure } from '../cloud/google/google-failures.ts'
import { vertexOf } from '../cloud/google/vertex.ts'
import { usesVertex } from '../cloud/google/vertex-setup.ts'

/** Whether the credentials that Vertex would take still give a token: they are tried as the client tries them. */
export const googleToken: Check = {
  id: 'google-token',
  title: 'Google gives a token for them',
  group: 'cloud',
  needs: ['google-credentials'],
  network: true,
  async run(bench, signal) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const { gateway, stranger, token } = vertexOf(bench)
    if (gateway) return doesNotApply('a gateway signs in for it')
    if (stranger !== null) return skip(`not asked, because a project (${stranger.place}) sets ${stranger.name}`)
    const answer = await token(signal)
    const nowMs = bench.clock.nowMs()
    if (answer.kind === 'failure') return googleFailure(bench, answer, adcFile(bench))
    const life = answer.expiresAtMs === null ? '' : `, for ${sayDuration(Math.max(1000, answer.expiresAtMs - nowMs))}`
    return ok(`${answer.account ?? answer.type}${life}`)
  },
}
