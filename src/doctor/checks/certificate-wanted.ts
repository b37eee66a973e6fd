import { deadline } from '../../clock.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { andThen, setTo } from '../fixes/fix-words.ts'
import { placeOf, toSetWhatIsAsked } from '../fixes/set-variable.ts'
import { certificateOf, clientTls, pemIn } from '../network/client-tls.ts'

const certName = 'CLAUDE_CODE_CLIENT_CERT'
const keyName = 'CLAUDE_CODE_CLIENT_KEY'
const names = [certName, keyName] as const

/** A refusal comes at once; whoever is slow with an answer has none. */
const patienceMs = 1_500

/** Whether the server wants to see a certificate of the client's own, which it says only after TLS: RFC 8446, section 4.4.2.4. */
export const certificateWanted: Check = {
  id: 'certificate-wanted',
  title: 'The client certificate is taken',
  group: 'network',
  needs: ['tls-trusted'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint, clientEnv } = bench
    if (endpoint.parsed?.protocol !== 'https:') return doesNotApply('it is not https')
    if (/^https:/i.test(String(endpoint.proxy))) return doesNotApply('the proxy itself is spoken to by TLS')
    const late = deadline(bench.clock, patienceMs, signal, () => new Error('too slow'))
    const heard = await endpoint.demand(late.signal).finally(late.callOff)
    const { cert, key } = clientTls(clientEnv)
    const shows = cert !== undefined && key !== undefined
    // What says nothing, or breaks off, is looked at with a real request.
    if (isUnsaid(heard) || heard.alert === null)
      return shows ? ok('it is shown, and nothing is said against it') : doesNotApply('none is asked for')
    const bare = shows ? await endpoint.demand(signal, true) : heard
    if (isUnsaid(bare) || !wants(bare.alert)) return doesNotApply('none is asked for')
    return shows ? refused(bench, heard.alert, cert) : missing(bench, heard.alert)
  },
}

const wants = (alert: string | null): boolean => /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/.test(alert ?? '')

function missing(bench: Bench, alert: string): Complaint {
  const { endpoint, clientEnv } = bench
  const host = endpoint.parsed?.host ?? ''
  const lack = names.find((name) => {
    const path = (clientEnv[name] ?? '').trim()
    return path === '' || 'fault' in pemIn(path)
  })
  const name = lack ?? certName
  const path = (clientEnv[name] ?? '').trim()
  return {
    status: 'wrong',
    cause: 'tls',
    summary: `${host} wants a client certificate, and ${path === '' ? `${name} is not set` : `${name} names ${path}, which is no PEM file that can be read`}.`,
    evidence: [`the first word behind TLS: ${alert}`],
    fix:
      name === certName
        ? toSetPair(bench, `Ask whoever runs ${host} for a client certificate`)
        : toSetWhatIsAsked(
            bench,
            `Ask whoever runs ${host} for the key of the client certificate as a PEM file`,
            keyName,
            '<the file>',
          ),
  }
}

function refused(bench: Bench, alert: string, cert: string): Complaint {
  const { endpoint, clock } = bench
  const host = endpoint.parsed?.host ?? ''
  const shown = certificateOf(cert)
  const over = shown !== null && shown.endsMs < clock.nowMs()
  return {
    status: 'wrong',
    cause: 'tls',
    summary: over
      ? `The client certificate "${shown.name}" ended on ${new Date(shown.endsMs).toISOString().slice(0, 10)}, and ${host} does not take it.`
      : `${host} wants a client certificate, and does not take "${shown?.name ?? ''}".`,
    evidence: [`with it: ${alert}`, 'without it: one is asked for'],
    fix: toSetPair(bench, `Ask whoever runs ${host} for a new client certificate`),
  }
}

/** Another certificate brings its own key along, and both variables take the same file. What is typed stands last. */
function toSetPair(bench: Bench, ask: string): string {
  const places = names.map((name) => [name, placeOf(bench, name)] as const)
  const inFiles = places.filter(([, place]) => place !== 'the shell')
  const inShell = places.filter(([, place]) => place === 'the shell')
  const sets = inFiles.map(([name, place]) => setTo(name, place, '<the file>'))
  const typed = inShell.map(([name]) => `${name}=<the file>`).join(' ')
  return [...sets, ...(typed === '' ? [] : [`Type: export ${typed}`])].reduce(
    andThen,
    `${ask} and its key in one PEM file`,
  )
}
