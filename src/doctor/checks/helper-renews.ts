import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { gatewayInstead, shellWord } from '../fixes/fix-words.ts'
import { runHelper } from '../key-helper/helper-run.ts'
import { freeQuestion } from '../questions.ts'

/** For the question that follows a second run. */
const questionMs = 500

/**
 * What the helper answers when it is asked again after a refusal, which Claude Code does about a second later: one that
 * keeps its key gives the same bytes, and the client asks on and on (measured with 2.1.329).
 */
export const helperRenews: Check = {
  id: 'helper-renews',
  title: 'The helper has another key after a refusal',
  group: 'helper',
  needs: ['helper-life', 'endpoint-serves', 'clock-right'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint, ladder } = bench
    const { winner } = ladder
    const run = await bench.helper(signal)
    if (winner?.rung.kind !== 'helper' || run?.key === undefined || run.key === null)
      return doesNotApply('no apiKeyHelper is used')
    const { origin, read } = winner.holding
    const [first] = await bench.sendable(signal)
    if (first === undefined) return doesNotApply('its key is not sent to the address that a project names')
    const answer = await endpoint.ask(freeQuestion([run.key]), signal)
    if (isUnsaid(answer)) return skip(`no answer (${answer.fault})`)
    if (answer.status !== 401 && answer.status !== 403) return doesNotApply('its first key was not refused')
    if (run.elapsedMs + questionMs > bench.leftMs()) return skip('it takes too long to be run twice')
    const again = await runHelper(bench, { command: read(), place: origin.place }, signal)
    const card = matchSignatures({ status: answer.status, headers: answer.headers, text: answer.text }, signatures)
    const host = endpoint.parsed?.host
    const refused = `first key: ${answer.status}${card === null ? '' : `, ${card.title}`}`
    if (again.end === 'too-long' || again.end === 'aborted') return skip('its second run had not ended in time')
    if (again.key === null)
      return {
        status: 'wrong',
        cause: 'helper-failure',
        summary: `${host} refuses the helper's key, and when it is asked again the helper gives none.`,
        evidence: [refused, `second run: exit code ${again.code ?? again.end}`],
        fix: `Type: sh -c "$(jq -r .apiKeyHelper ${shellWord(origin.place)})" | wc -c`,
      }
    if (!again.key.secret.equals(run.key.secret)) {
      const second = await endpoint.ask(freeQuestion([again.key]), signal)
      if (isUnsaid(second) || second.status !== 200) return ok('it gives another key when it is asked again')
      return {
        status: 'wrong',
        cause: 'expired',
        summary: `${host} refuses the helper's first key and takes its second: it hands out dead keys, at which an older client ends and a new one stalls.`,
        evidence: [refused, 'second key: 200'],
        fix: gatewayInstead,
        number: 3,
      }
    }
    // Another who may not do this gets no further with a new key.
    const cause = card?.cause ?? 'invalid-credential'
    if (!['expired', 'revoked', 'invalid-credential'].includes(cause)) return ok('what was refused is not the key')
    return {
      status: 'wrong',
      cause,
      summary: `${host} refuses the helper's key, and when it is asked again the helper prints the same one: it keeps a dead key.`,
      evidence: [refused, `second run: the same key, ${again.key.secret.fingerprint}`],
      fix: `Set "apiKeyHelper" in ${origin.place} to <a command that asks for a new key each time>.`,
      number: cause === 'invalid-credential' && endpoint.place !== null ? 5 : 3,
    }
  },
}
