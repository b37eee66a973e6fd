import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { modelsIn } from '../credential/identity.ts'
import { isUnsaid } from '../endpoint.ts'
import { setTo } from '../fixes/fix-words.ts'
import { modelsNamed } from '../models/named-models.ts'
import { retirementOf } from '../models/retired-models.ts'
import { freeQuestion } from '../questions.ts'

/** Whether a model that is named somewhere has been retired; an endpoint that still lists it is believed. */
export const modelLiving: Check = {
  id: 'model-living',
  title: 'No model is used that was retired',
  group: 'endpoint',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const named = modelsNamed(bench)
    if (named.length === 0) return doesNotApply('the client chooses the models')
    const answer = await bench.endpoint.ask(freeQuestion(await bench.sendable(signal)), signal)
    const served = isUnsaid(answer) || answer.status !== 200 ? null : modelsIn(answer.text)
    const host = bench.endpoint.parsed?.host
    for (const { model, by, name, place } of named) {
      const retirement = retirementOf(model)
      if (retirement === null) continue
      const { on, instead } = retirement
      const gone = Date.parse(on) <= bench.clock.nowMs()
      const listed = served?.includes(model) === true
      if (gone ? listed || (served === null && bench.endpoint.place !== null) : bench.endpoint.place !== null) continue
      return {
        status: gone && model === bench.model ? 'wrong' : 'warn',
        cause: 'model-not-found',
        summary: gone
          ? `${model}, which ${by} names, was retired on ${on}, and ${host} does not serve it.`
          : `${model}, which ${by} names, will be retired on ${on}.`,
        evidence: [
          `retired on ${on}: https://platform.claude.com/docs/en/about-claude/model-deprecations`,
          served === null ? `${host} gives no list of models` : `GET /v1/models names ${served.length}, not this one`,
        ],
        fix: name === null ? `Type: claude --model ${instead}` : setTo(name, place ?? 'the shell', instead),
      }
    }
    return ok(named.map(({ model }) => model).join(', '))
  },
}

/** Names another model where the one of this session is named. */
export function modelFix(bench: Bench, instead: string | null): string {
  const named = modelsNamed(bench).find(({ model }) => model === bench.model)
  const model = instead ?? '<a model>'
  return named === undefined || named.name === null || named.place === null
    ? `Type: claude --model ${model}`
    : setTo(named.name, named.place, model)
}
