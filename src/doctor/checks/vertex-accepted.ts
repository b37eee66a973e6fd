import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { gatewayVerdict } from '../cloud/gateway-answers.ts'
import { vertexOf } from '../cloud/google/vertex.ts'
import { askedOf, vertexVerdict } from '../cloud/google/vertex-answers.ts'
import { usesVertex } from '../cloud/google/vertex-setup.ts'
import { unreachable } from '../cloud/unreachable.ts'
import { isUnsaid } from '../endpoint.ts'

/** Vertex itself is asked: whether it is there, takes the token, and serves the model in this region to this project. */
export const vertexAccepted: Check = {
  id: 'vertex-accepted',
  title: 'Vertex takes it, and serves the model',
  group: 'cloud',
  needs: ['google-token', 'vertex-region', 'vertex-project'],
  network: true,
  async run(bench, signal) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const vertex = vertexOf(bench)
    const { stranger, gateway, endpoint, model, region } = vertex
    if (stranger !== null) return skip(`not contacted, because a project (${stranger.place}) sets ${stranger.name}`)
    const host = endpoint.parsed?.host ?? endpoint.shown
    const counted = await vertex.ask(signal)
    if (isUnsaid(counted)) return unreachable(bench, host, counted.fault, [`${model} in ${region.value}`])
    const of = await askedOf(bench, signal)
    const judge = async (answer: typeof counted) =>
      gateway
        ? gatewayVerdict(answer, { host, credential: await vertex.credential(signal) })
        : vertexVerdict(answer, of)
    const verdict = await judge(counted)
    if (verdict.kind === 'taken') return ok(`${host}, ${model} in ${region.value}, by counting the tokens of one word`)
    if (verdict.kind === 'unknown' && !bench.spend) return skip(`${verdict.because}; ask with a message: --spend`)
    const spent = verdict.kind === 'unknown' ? await vertex.ask(signal, 'message') : counted
    if (isUnsaid(spent)) return unreachable(bench, host, spent.fault, [`${model} in ${region.value}`])
    const last = verdict.kind === 'unknown' ? await judge(spent) : verdict
    if (last.kind === 'taken') return ok(`${host}, ${model} in ${region.value}, by a message of one token`)
    if (last.kind === 'unknown') return skip(last.because)
    // Another version of the client may choose a model that is served.
    const guessed = !vertex.modelNamed && last.complaint.cause === 'model-not-found'
    return guessed ? { ...last.complaint, status: 'warn' } : last.complaint
  },
}
