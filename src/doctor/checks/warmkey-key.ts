import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { freeQuestion } from '../questions.ts'

/** A gateway of warmkey that does not know the key: it was made anew, or it is another machine's. */
export const warmkeyKey: Check = {
  id: 'warmkey-key',
  title: 'The gateway of warmkey knows the key',
  group: 'warmkey',
  needs: ['endpoint-serves'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const credentials = await bench.sendable(signal)
    const answer = await endpoint.ask(freeQuestion(credentials), signal)
    if (isUnsaid(answer)) return skip(`no answer (${answer.fault})`)
    const [first] = credentials
    const ours = /"warmkey: /.test(answer.text)
    if (!ours || first === undefined)
      return answer.headers.has('x-warmkey-exchange') ? ok('it answers') : doesNotApply('the endpoint is not warmkey')
    if (!/local key/.test(answer.text)) return ok('it knows the key')
    return {
      status: 'wrong',
      cause: 'invalid-credential',
      summary: `The gateway of warmkey at ${endpoint.parsed?.host} does not know ${first.name} of ${first.place}.`,
      evidence: [`GET ${endpoint.parsed?.host}/v1/models: ${answer.status}, said by warmkey itself`],
      fix:
        first.place === 'the shell'
          ? `Type: unset ${first.name}; warmkey connect claude-code --yes`
          : 'Type: warmkey disconnect claude-code --yes; warmkey connect claude-code --yes',
      number: 5,
    }
  },
}
