import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { modelsIn } from '../credential/identity.ts'
import { isUnsaid } from '../endpoint.ts'
import { setTo } from '../fixes/fix-words.ts'
import { serverOf } from '../network/servers.ts'
import { anyModel, countQuestion, freeQuestion } from '../questions.ts'

/** Names that the client itself turns into one of a model: https://code.claude.com/docs/en/model-config */
const chosenByClient = /^(?:default|sonnet|opus|haiku|opusplan|best)(?:\[1m\])?$/
/** What stands for the client's own choice, where it is set. */
const standIns = ['ANTHROPIC_DEFAULT_SONNET_MODEL', 'ANTHROPIC_DEFAULT_OPUS_MODEL', 'ANTHROPIC_DEFAULT_HAIKU_MODEL']

/** Those that serve a model under the names of their list alone. */
const exact: ReadonlySet<string> = new Set(['Ollama', 'vLLM'])

/** Where nobody names a model, Claude Code asks for one of Anthropic’s by its plain name: local models and prefixes do not have it. */
export const endpointModels: Check = {
  id: 'endpoint-models',
  title: 'It has a model that Claude Code asks for by itself',
  group: 'endpoint',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint, model, clientEnv } = bench
    if (endpoint.place === null) return doesNotApply('it is Anthropic’s own API')
    if (model !== null && !chosenByClient.test(model)) return doesNotApply('a model is named')
    const credentials = await bench.sendable(signal)
    const list = await endpoint.ask(freeQuestion(credentials), signal)
    const served = isUnsaid(list) || list.status !== 200 ? null : modelsIn(list.text)
    if (served === null || served.length === 0) return skip('the endpoint gives no list of models')
    const standIn = standIns.find((name) => served.includes((clientEnv[name] ?? '').trim()))
    if (standIn !== undefined) return ok(`${standIn} names one`)
    if (served.some((id) => /^claude-/.test(id))) return ok(`${served.length} models`)
    const counted = await endpoint.ask(countQuestion(credentials, anyModel), signal)
    if (!isUnsaid(counted) && counted.status === 200) return ok(`${anyModel} is known, though it is not in the list`)
    const refused =
      !isUnsaid(counted) && counted.status < 500 && (counted.text.includes(anyModel) || /\bmodel\b/i.test(counted.text))
    const prefixed = served.filter((id) => /claude/i.test(id))
    const instead = prefixed.find((id) => /sonnet/i.test(id)) ?? prefixed[0] ?? served[0] ?? ''
    const host = endpoint.parsed?.host ?? ''
    const complaint: Complaint = {
      // Others may know more names than they list, or serve what is loaded whatever the name.
      status: refused || exact.has(serverOf(isUnsaid(list) ? [] : [list])?.name ?? '') ? 'wrong' : 'warn',
      cause: 'model-not-found',
      summary:
        prefixed.length === 0
          ? `${host} has no model of Anthropic, and Claude Code asks for one as long as nobody names another.`
          : `${host} gives its models other names than Claude Code asks for, such as ${instead}.`,
      evidence: [
        `GET ${host}/v1/models names ${served.length}: ${served.slice(0, 5).join(', ')}${served.length > 5 ? ' …' : ''}`,
      ],
      fix:
        endpoint.place === 'the shell'
          ? `${setTo('ANTHROPIC_MODEL', endpoint.place, instead)} ANTHROPIC_DEFAULT_HAIKU_MODEL=${instead}`
          : setTo('ANTHROPIC_MODEL', endpoint.place, instead),
      number: 5,
    }
    return complaint
  },
}
