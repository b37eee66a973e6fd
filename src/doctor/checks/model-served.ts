import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { modelsIn } from '../credential/identity.ts'
import { isUnsaid } from '../endpoint.ts'
import { countQuestion, freeQuestion } from '../questions.ts'
import { modelFix } from './model-living.ts'

/** Names that the client itself turns into a model; they need no list. */
const aliases = new Set(['default', 'sonnet', 'opus', 'haiku', 'opusplan', 'best', 'sonnet[1m]'])

export const modelServed: Check = {
  id: 'model-served',
  title: 'The model is served',
  group: 'endpoint',
  needs: ['credential-accepted', 'model-living'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { model } = bench
    if (model === null || aliases.has(model)) return doesNotApply('the client chooses the model')
    const answer = await bench.endpoint.ask(freeQuestion(await bench.sendable(signal)), signal)
    const served = isUnsaid(answer) || answer.status !== 200 ? null : modelsIn(answer.text)
    if (served === null) return skip('the endpoint gives no list of models')
    if (served.includes(model)) return ok(model)
    // Lists of gateways leave names out that they serve; counting is free and knows.
    const counted = await bench.endpoint.ask(countQuestion(await bench.sendable(signal), model), signal)
    if (!isUnsaid(counted) && counted.status === 200) return ok(`${model}, which is served and not listed`)
    const refused = !isUnsaid(counted) && /\bmodel/i.test(counted.text)
    const near = nearest(model, served)
    return {
      status: refused ? 'wrong' : 'warn',
      cause: 'model-not-found',
      summary: refused
        ? `${bench.endpoint.parsed?.host} does not serve the model "${model}".`
        : `${bench.endpoint.parsed?.host} does not list the model "${model}".`,
      evidence: [
        ...(refused ? [`POST /v1/messages/count_tokens: ${counted.status}`] : []),
        `GET /v1/models names ${served.length}: ${served.slice(0, 5).join(', ')}${served.length > 5 ? ' …' : ''}`,
      ],
      fix: modelFix(bench, near ?? served[0] ?? null),
    }
  },
}

/** The served name that shares the longest beginning, if that says anything. */
function nearest(model: string, served: readonly string[]): string | null {
  const prefixed = served.find((other) => other.endsWith(`/${model}`) || other.endsWith(`.${model}`))
  if (prefixed !== undefined) return prefixed
  const shared = (other: string) => [...other].findIndex((character, at) => character !== model[at])
  const ranked = served.map((other) => ({ other, length: shared(other) === -1 ? other.length : shared(other) }))
  const best = ranked.toSorted((a, b) => b.length - a.length)[0]
  return best === undefined || best.length < 'claude-'.length + 2 ? null : best.other
}
