import { sayDuration } from '../../duration.ts'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { createEndpoint, isUnsaid, type Shaken } from '../endpoint.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { placeOf, toRightAddress, toSet, toSetWhatIsAsked, toUnset } from '../fixes/set-variable.ts'
import { authorityFiles } from '../network/authorities.ts'
import { derAsPem, pemIn } from '../network/client-tls.ts'
import { hostsLine, withoutLine } from '../network/hosts-file.ts'
import { onTheWay, proxyComplaint } from '../network/proxy-faults.ts'
import { setClock } from './clock-right.ts'

/** Less is nothing that a certificate would mind. */
const mostOffMs = 5 * 60_000

/** The certificate, through the proxy where one is on the way: companies open TLS there, with an authority of their own. */
export const tlsTrusted: Check = {
  id: 'tls-trusted',
  title: 'Its certificate is trusted',
  group: 'network',
  needs: ['port-open', 'client-certificate'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    if (endpoint.parsed?.protocol !== 'https:') return doesNotApply('it is not https')
    if (/^https:/i.test(String(endpoint.proxy))) return skip('the proxy itself is spoken to by TLS')
    const { host } = endpoint.parsed
    const shaken = await endpoint.handshake(signal)
    if (!isUnsaid(shaken)) return shaken.trusted ? ok(`signed by ${shaken.issuer}`) : untrusted(bench, shaken, signal)
    const way = onTheWay(bench)
    const refused = way === null ? null : proxyComplaint(way, shaken)
    if (refused !== null) return refused
    const silent = shaken.fault === 'ETIMEDOUT'
    const about = {
      status: 'wrong',
      evidence: [`TLS with ${host}${way === null ? '' : ` through ${way.proxy.host}`}: ${shaken.fault}`],
    } as const
    if (way !== null)
      return {
        ...about,
        cause: silent ? 'timeout' : 'proxy',
        summary: silent
          ? `The proxy ${way.proxy.host} opens a way to ${host}, and then nothing comes through.`
          : `${host} does not speak TLS through the proxy ${way.proxy.host} (${shaken.fault}).`,
        fix: `Ask whoever runs ${way.proxy.host} to let TLS with ${host} through.`,
      }
    const plain = `http://${host}${endpoint.parsed.pathname.replace(/\/$/, '')}`
    if (await speaksPlain(bench, plain, signal))
      return {
        ...about,
        cause: 'tls',
        summary: `${host} speaks HTTP without TLS (${shaken.fault}).`,
        // Without TLS a credential can be read on the way, unless there is no way.
        ...(isLoopback(endpoint.parsed.hostname)
          ? toSet(bench, 'ANTHROPIC_BASE_URL', plain)
          : { fix: `Ask whoever runs ${host} to speak TLS there.` }),
      }
    return {
      ...about,
      cause: silent ? 'timeout' : 'tls',
      summary: silent
        ? `${host} takes the connection and says nothing when TLS is begun.`
        : `${host} does not speak TLS (${shaken.fault}).`,
      fix: toRightAddress(bench, 'ANTHROPIC_BASE_URL', host),
    }
  },
}

/** Whether anything answers without TLS; no credential is sent. */
async function speaksPlain({ clock, clientEnv }: Bench, url: string, signal: AbortSignal): Promise<boolean> {
  const there = createEndpoint({ url, place: null, trusted: true, env: clientEnv, proxy: false, clock })
  return !isUnsaid(await there.ask({ method: 'GET', path: '/', credentials: [] }, signal))
}

async function untrusted(bench: Bench, shaken: Shaken, signal: AbortSignal): Promise<Complaint> {
  const { issuer, names, code } = shaken
  const { endpoint, clientEnv } = bench
  const { host, hostname } = endpoint.parsed ?? { host: '', hostname: '' }
  const proxy = typeof endpoint.proxy === 'string' ? new URL(endpoint.proxy).host : null
  const file = clientEnv.NODE_EXTRA_CA_CERTS?.trim() ?? ''
  const lies = file === '' ? null : whyUnread(file)
  const about = {
    status: 'wrong',
    cause: 'tls',
    evidence: [
      `TLS with ${host}${proxy === null ? '' : ` through ${proxy}`}: ${code}, issuer ${issuer}`,
      `NODE_EXTRA_CA_CERTS is ${file === '' ? 'not set' : `${file}${lies === null ? '' : `, ${lies}`}`}`,
    ],
  } as const
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return { ...about, ...(await outOfDate(bench, shaken, signal)) }
  if (/ALTNAME/.test(code)) {
    const line = hostsLine(bench.world, hostname)
    const found = proxy === null ? await endpoint.resolve(signal) : []
    const at = isUnsaid(found) ? [] : found.slice(0, 2)
    return {
      ...about,
      summary: `Whoever answers for ${host}${at.length === 0 ? '' : ` at ${at.join(', ')}`}${line === null ? '' : `, as line ${line.line} of ${line.file} says,`} is somebody else: the certificate is for ${names || 'no name'}.`,
      evidence: [...about.evidence, `what another name server says: nslookup ${hostname} 1.1.1.1`],
      fix:
        line !== null && proxy === null
          ? withoutLine(bench.world, line)
          : proxy !== null
            ? `Ask whoever runs ${proxy} to let TLS with ${host} through.`
            : toRightAddress(bench, 'ANTHROPIC_BASE_URL', host),
    }
  }
  const cure = await cureOf(bench, signal)
  const summary =
    proxy !== null
      ? `The proxy ${proxy} opens TLS: what it shows for ${host} is signed by "${issuer}", whom nobody here trusts (${code}).`
      : code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
        ? `The certificate of ${host} is signed by itself ("${issuer}"), and nobody here trusts it.`
        : `The certificate of ${host} is signed by "${issuer}", whom nobody here trusts (${code}): TLS is opened on the way, or the server is a private one.`
  if (cure !== null) return { ...about, summary: cure.summary ?? summary, ...cure.setting }
  // Whoever names an authority that is read, and public authorities, sign by a certificate in between.
  if (shaken.alone && proxy === null && (shaken.linked || (file !== '' && lies === null)))
    return {
      ...about,
      summary: `${host} shows its own certificate alone, without that of "${issuer}", who signed it: the way to a trusted authority is missing in between.`,
      fix: `Ask whoever runs ${host} to send its whole chain, with the certificate of "${issuer}" behind its own (nginx: ssl_certificate).`,
    }
  return {
    ...about,
    summary,
    fix: toSetWhatIsAsked(
      bench,
      `Ask whoever runs ${proxy ?? host} for the root certificate of "${issuer}" as a PEM file`,
      'NODE_EXTRA_CA_CERTS',
      '<the file>',
    ),
  }
}

/** Either the server sleeps or this clock is wrong, which its own clock tells: it is asked without any credential. */
async function outOfDate(bench: Bench, { code, beginsMs, endsMs }: Shaken, signal: AbortSignal) {
  const { clock, world, endpoint } = bench
  const host = endpoint.parsed?.host
  const early = /NOT_YET/.test(code)
  const day = new Date(early ? beginsMs : endsMs).toISOString().slice(0, 16).replace('T', ' ')
  const heard = await endpoint.demand(signal, true)
  const thereMs = isUnsaid(heard) ? null : heard.dateMs
  const offMs = thereMs === null ? 0 : clock.nowMs() - thereMs
  if (thereMs !== null && Math.abs(offMs) > mostOffMs && thereMs > beginsMs && thereMs < endsMs)
    return {
      cause: 'clock-skew',
      summary: `The clock of this machine is ${sayDuration(Math.abs(offMs))} ${offMs > 0 ? 'ahead' : 'behind'}, so the certificate of ${host} ${early ? 'has not begun' : 'has ended'} for it (${code}).`,
      fix: setClock(world.platform),
    } as const
  const byMs = early ? beginsMs - clock.nowMs() : clock.nowMs() - endsMs
  return {
    summary: `The certificate of ${host} is not valid today (${code}): it ${early ? 'begins' : 'ended'} on ${day}, ${sayDuration(Math.max(1000, byMs))} ${early ? 'from now' : 'ago'}.`,
    fix: `Ask whoever runs ${host} to renew its certificate.`,
  }
}

/** Why a file of certificates is passed over; `null` where it is read. */
function whyUnread(file: string): string | null {
  const found = pemIn(file)
  if ('text' in found) return found.text.includes('BEGIN CERTIFICATE') ? null : 'in which there is no certificate'
  return {
    missing: 'which is not there',
    unreadable: 'which cannot be read',
    empty: 'which is empty',
    der: 'which is DER and not PEM',
    'no-pem': 'in which there is no certificate',
  }[found.fault]
}

interface Cure {
  readonly setting: ReturnType<typeof toSet>
  readonly summary?: string
}

/** What on this machine makes the certificate trusted, proven by another handshake; `null` for nothing. */
async function cureOf(bench: Bench, signal: AbortSignal): Promise<Cure | null> {
  const { endpoint, world, clientEnv } = bench
  const helps = async (what: { readonly pem?: string; readonly everyStore?: true }) => {
    const shaken = await endpoint.handshake(signal, what)
    return !isUnsaid(shaken) && shaken.trusted
  }
  if ((clientEnv.CLAUDE_CODE_CERT_STORE ?? '') !== '' && (await helps({ everyStore: true })))
    return {
      setting: toUnset(bench, 'CLAUDE_CODE_CERT_STORE'),
      summary: `CLAUDE_CODE_CERT_STORE of ${placeOf(bench, 'CLAUDE_CODE_CERT_STORE')} keeps Claude Code from the store that trusts ${endpoint.parsed?.host}.`,
    }
  const named = clientEnv.NODE_EXTRA_CA_CERTS?.trim() ?? ''
  const der = named === '' ? null : derAsPem(named)
  if (der !== null && !('text' in pemIn(named)) && (await helps({ pem: der }))) {
    const pem = `${named.replace(/\.(cer|der|crt)$/i, '')}.pem`
    const place = placeOf(bench, 'NODE_EXTRA_CA_CERTS')
    const convert = `openssl x509 -inform der -in ${shellWord(named)} -out ${shellWord(pem)}`
    return {
      setting: {
        fix:
          place === 'the shell'
            ? `Type: ${convert} && export NODE_EXTRA_CA_CERTS=${shellWord(pem)}`
            : `Set NODE_EXTRA_CA_CERTS in ${place} to ${pem}, then type: ${convert}`,
      },
      summary: `NODE_EXTRA_CA_CERTS names ${named}, which holds the right authority as DER and not as PEM, so Claude Code passes it over.`,
    }
  }
  for (const file of authorityFiles(world)) {
    const found = pemIn(file)
    if ('text' in found && (await helps({ pem: found.text })))
      return { setting: toSet(bench, 'NODE_EXTRA_CA_CERTS', file) }
  }
  return null
}
