import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { modelsIn } from '../credential/identity.ts'
import { isUnsaid } from '../endpoint.ts'
import { setTo } from '../fixes/fix-words.ts'
import { bareModel, isAlias, isAllowed, modelsAllowed, modelsNamed, type Named } from '../models/named-models.ts'
import { retirementOf } from '../models/retired-models.ts'
import type { Presented } from '../present.ts'
import { countQuestion, freeQuestion } from '../questions.ts'

/** No more than these are asked about. */
const mostAsked = 6

/** Whether every model that is named here may be used: by the settings, by the endpoint, and by this credential. */
export const modelsUsable: Check = {
  id: 'models-usable',
  title: 'Every model that is named may be used',
  group: 'endpoint',
  needs: ['credential-accepted', 'model-living', 'model-served'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const named = modelsNamed(bench).filter(({ model }) => !isAlias(model) && retirementOf(model) === null)
    if (named.length === 0) return doesNotApply('the client chooses the models')
    const host = bench.endpoint.parsed?.host
    const credentials = await bench.sendable(signal)
    const answer = await bench.endpoint.ask(freeQuestion(credentials), signal)
    const served = isUnsaid(answer) || answer.status !== 200 ? null : modelsIn(answer.text)
    const asked = await Promise.all(
      named.slice(0, mostAsked).map(async (each) => {
        const said = await bench.endpoint.ask(countQuestion(credentials, bareModel(each.model)), signal)
        return { each, said: isUnsaid(said) ? null : said }
      }),
    )
    const denied = asked.find(({ said }) => said?.status === 403)
    if (denied !== undefined && denied.said !== null) {
      const open = await usable(bench, credentials, served ?? [], signal)
      const { status, headers, text } = denied.said
      // Where nothing may be counted, nothing is known of the model.
      if (open !== null || matchSignatures({ status, headers, text }, signatures)?.cause === 'model-access')
        return notAllowed(bench, denied.each, open)
    }
    const lost = named.find(
      ({ model }) => model !== bench.model && served !== null && !served.includes(bareModel(model)),
    )
    if (lost !== undefined && served !== null)
      return {
        status: 'warn',
        cause: 'model-not-found',
        summary: `${host} does not list ${lost.model}, which ${lost.by} names.`,
        evidence: [`GET /v1/models names ${served.length}: ${served.slice(0, 5).join(', ')}`],
        fix: fixOf(lost, alike(lost.model, served)),
      }
    const held = modelsAllowed(bench)
    const outside = held === null ? undefined : named.find(({ model }) => !isAllowed(model, held.models))
    if (held !== null && outside !== undefined)
      return {
        status: 'warn',
        cause: 'org-policy',
        summary: `"availableModels" of ${held.place} does not have ${outside.model}, which ${outside.by} names, so Claude Code takes its default instead.`,
        evidence: [`availableModels: ${held.models.slice(0, 8).join(', ')}`],
        fix: fixOf(outside, held.models[0] ?? 'default'),
      }
    return ok(named.map(({ model }) => model).join(', '))
  },
}

/** A listed model that this credential may use; `null` where none of the first few is. */
async function usable(
  { endpoint }: Bench,
  credentials: readonly Presented[],
  served: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  for (const model of served.slice(0, mostAsked)) {
    const said = await endpoint.ask(countQuestion(credentials, model), signal)
    if (!isUnsaid(said) && said.status === 200) return model
  }
  return null
}

/** The credential is good, and not for this model. */
function notAllowed({ model, endpoint }: Bench, each: Named, other: string | null): Complaint {
  return {
    status: each.model === model ? 'wrong' : 'warn',
    cause: 'model-access',
    summary: `The credential may not use ${each.model}, which ${each.by} names.`,
    evidence: [`POST ${endpoint.parsed?.host}/v1/messages/count_tokens for ${each.model}: 403`],
    fix:
      other === null
        ? `Ask whoever runs ${endpoint.parsed?.host} to open the model ${each.model} for this key.`
        : fixOf(each, other),
  }
}

const fixOf = ({ name, place }: Named, instead: string): string =>
  name === null
    ? `Type: claude --model ${instead}`
    : setTo(name, place ?? 'the shell', name === 'fallbackModel' ? `["${instead}"]` : instead)

/** The served one that shares the longest beginning. */
function alike(model: string, served: readonly string[]): string {
  const shared = (other: string) => {
    const at = [...other].findIndex((character, index) => character !== model[index])
    return at === -1 ? other.length : at
  }
  return served.toSorted((one, other) => shared(other) - shared(one))[0] ?? 'default'
}
