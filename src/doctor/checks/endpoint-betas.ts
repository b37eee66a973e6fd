import { isOn } from '../../clients/claude-code/obstacle.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid, type Question, type Said, type Unsaid } from '../endpoint.ts'
import { setTo } from '../fixes/fix-words.ts'
import { anyModel, countQuestion, emptyQuestion } from '../questions.ts'

const off = 'CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS'

/** What Claude Code 2.1.329 lists in `anthropic-beta` (measured), and what is left of it with the variable. */
const plain = 'claude-code-20250219,interleaved-thinking-2025-05-14,effort-2025-11-24'
const all = `${plain},context-management-2025-06-27,thinking-token-count-2026-05-13,advanced-tool-use-2025-11-20`

/** As the documents count with it: https://platform.claude.com/docs/en/build-with-claude/context-editing */
const edited = { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } }
/** `context_management: Extra inputs are not permitted`, and what others say of a field that they do not know. */
const refusedField =
  /context_management[\s\S]{0,80}(?:not permitted|unknown|unexpected|unrecognized|not supported)|(?:unknown|unexpected|unrecognized|unsupported)[\s\S]{0,80}context_management/i

/**
 * Gateways that translate refuse betas that they do not know, and others take the header off, so that the fields that rest
 * on it are refused: https://code.claude.com/docs/en/llm-gateway
 */
export const endpointBetas: Check = {
  id: 'endpoint-betas',
  title: 'It takes the betas that Claude Code asks for',
  group: 'endpoint',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint, clientEnv } = bench
    if (endpoint.place === null) return doesNotApply('it is Anthropic’s own API')
    const reduced = isOn(clientEnv[off] ?? '')
    const credentials = await bench.sendable(signal)
    const count = countQuestion(credentials, bench.model ?? anyModel)
    const counted = await endpoint.ask(count, signal)
    const counts = !isUnsaid(counted) && counted.status === 200
    const base = counts ? count : emptyQuestion(credentials)
    const without = counts ? counted : await endpoint.ask(base, signal)
    const ask = (betas: string, body: object = {}): Promise<Said | Unsaid> =>
      endpoint.ask(withBetas(base, betas, body), signal)
    const host = endpoint.parsed?.host ?? ''
    const asked = `POST ${host}${base.path}`
    const listed = reduced ? plain : all
    const answer = await ask(listed)
    if (isUnsaid(without) || isUnsaid(answer)) return skip('no answer')
    if (refusesBetas(answer) && !refusesBetas(without)) {
      const less = reduced ? null : await ask(plain)
      const cured = less !== null && !isUnsaid(less) && !refusesBetas(less)
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${host} refuses requests for the betas that Claude Code lists in anthropic-beta.`,
        evidence: [`${asked} with them: ${answer.status}`, `without them: ${without.status}`],
        fix: cured
          ? setTo(off, endpoint.place, '1')
          : `Ask whoever runs ${host} to hand the header anthropic-beta of POST /v1/messages on unchanged.`,
        number: 5,
      }
    }
    if (reduced || !counts) return ok(`${listed.split(',').length} betas`)
    const field = await ask(all, edited)
    if (isUnsaid(field) || field.status !== 400 || !refusedField.test(field.text))
      return ok(`${all.split(',').length} betas`)
    return {
      status: 'warn',
      cause: 'wrong-endpoint-or-header',
      summary: `${host} refuses a field of requests that anthropic-beta allows: the header is taken off on the way, or the API behind it does not know it.`,
      evidence: [`${asked} with context_management and its beta: 400`, `without: 200`],
      fix: setTo(off, endpoint.place, '1'),
    }
  },
}

const withBetas = (question: Question, betas: string, body: object): Question => ({
  ...question,
  body: { ...(question.body as object), ...body },
  headers: { 'anthropic-beta': betas },
})

/** `Unexpected value(s) … for the anthropic-beta header`, `invalid beta flag` (Bedrock), `unknown beta`. */
const refusesBetas = ({ status, text }: Said): boolean => status >= 400 && status < 500 && /\bbetas?\b/i.test(text)
