import { authorityFiles } from '../authorities.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid, type Shaken } from '../endpoint.ts'

/** The certificate, through the proxy where one is on the way: companies open TLS there, with an authority of their own. */
export const tlsTrusted: Check = {
  id: 'tls-trusted',
  title: 'Its certificate is trusted',
  group: 'network',
  needs: ['port-open'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    if (endpoint.parsed?.protocol !== 'https:') return doesNotApply('it is not https')
    if (/^https:/i.test(String(endpoint.proxy))) return skip('the proxy itself is spoken to by TLS')
    const { host } = endpoint.parsed
    const shaken = await endpoint.handshake(signal)
    if (!isUnsaid(shaken)) return shaken.trusted ? ok(`signed by ${shaken.issuer}`) : untrusted(bench, shaken, signal)
    const proxy = typeof endpoint.proxy === 'string' ? new URL(endpoint.proxy) : null
    const status = /^PROXY_(\d+)$/.exec(shaken.fault)?.[1]
    if (proxy !== null && status !== undefined) return noTunnel(proxy, host, status)
    return {
      status: 'wrong',
      cause: proxy === null ? 'tls' : 'proxy',
      summary: `${host} does not speak TLS${proxy === null ? '' : ` through the proxy ${proxy.host}`} (${shaken.fault}).`,
      evidence: [`TLS with ${host}: ${shaken.fault}`],
      fix:
        proxy === null
          ? `Check the port, and whether it is http:// in ${endpoint.place ?? 'ANTHROPIC_BASE_URL'}.`
          : 'Check whether HTTPS_PROXY names the HTTP port of a proxy; if it does, ask who runs it.',
    }
  },
}

function noTunnel(proxy: URL, host: string, status: string): Complaint {
  const about = { status: 'wrong', cause: 'proxy', evidence: [`CONNECT ${host} at ${proxy.host}: ${status}`] } as const
  if (status !== '407')
    return {
      ...about,
      summary: `The proxy ${proxy.host} opens no way to ${host} (${status}).`,
      fix: `Ask whoever runs the proxy of HTTPS_PROXY to let ${host} through.`,
    }
  return proxy.username === ''
    ? {
        ...about,
        summary: `The proxy ${proxy.host} wants a user name and a password.`,
        fix: `Write them into HTTPS_PROXY: export HTTPS_PROXY=http://name:password@${proxy.host}`,
      }
    : {
        ...about,
        summary: `The proxy ${proxy.host} does not take the user name and password in HTTPS_PROXY.`,
        fix: `Correct them, with %40 for an @: export HTTPS_PROXY=http://name:password@${proxy.host}`,
      }
}

async function untrusted(bench: Bench, { issuer, names, code }: Shaken, signal: AbortSignal): Promise<Complaint> {
  const { endpoint, clientEnv, world } = bench
  const { host, hostname } = endpoint.parsed ?? { host: '', hostname: '' }
  const proxy = typeof endpoint.proxy === 'string' ? new URL(endpoint.proxy).host : null
  const file = clientEnv.NODE_EXTRA_CA_CERTS?.trim() ?? ''
  const unread = file !== '' && !String(world.read(file)).includes('BEGIN CERTIFICATE')
  const about = {
    status: 'wrong',
    cause: 'tls',
    evidence: [
      `TLS with ${host}${proxy === null ? '' : ` through ${proxy}`}: ${code}, issuer ${issuer}`,
      `NODE_EXTRA_CA_CERTS is ${file === '' ? 'not set' : `${file}${unread ? ', in which there is no certificate' : ''}`}`,
    ],
  } as const
  if (/EXPIRED|NOT_YET_VALID/.test(code))
    return {
      ...about,
      summary: `The certificate of ${host} is not valid today (${code}).`,
      fix: 'Check the clock of this machine; if it is right, tell whoever runs that server.',
    }
  if (/ALTNAME/.test(code)) {
    const found = proxy === null ? await endpoint.resolve(signal) : []
    const at = isUnsaid(found) ? [] : found.slice(0, 2)
    return {
      ...about,
      summary: `Whoever answers for ${host}${at.length === 0 ? '' : ` at ${at.join(', ')}`} is somebody else: the certificate is for ${names || 'no name'}.`,
      fix:
        at.length === 0
          ? `Correct the name in ANTHROPIC_BASE_URL of ${endpoint.place ?? 'the default'}, or ask whoever runs the proxy.`
          : `Compare that address with another network's: nslookup ${hostname} 1.1.1.1. If they differ, the name server or /etc/hosts here is wrong; else correct ANTHROPIC_BASE_URL.`,
    }
  }
  const cure = await cureOf(bench, signal)
  return {
    ...about,
    summary:
      proxy === null
        ? `The certificate of ${host} is signed by "${issuer}", whom nobody here trusts (${code}): TLS is opened on the way, or the server is a private one.`
        : `The proxy ${proxy} opens TLS: what it shows for ${host} is signed by "${issuer}", whom nobody here trusts (${code}).`,
    fix:
      cure !== null
        ? `Type: export NODE_EXTRA_CA_CERTS=${cure}`
        : unread
          ? `Put the root certificate of "${issuer}" into ${file} as PEM text, or correct NODE_EXTRA_CA_CERTS.`
          : `Get the root certificate of "${issuer}" as a PEM file from your administrator, then: export NODE_EXTRA_CA_CERTS=/path/to/it.pem`,
  }
}

/** A file of this machine with which the certificate is trusted, proven by another handshake; `null` for none. */
async function cureOf({ endpoint, world }: Bench, signal: AbortSignal): Promise<string | null> {
  for (const file of authorityFiles(world)) {
    const shaken = await endpoint.handshake(signal, file)
    if (!isUnsaid(shaken) && shaken.trusted) return file
  }
  return null
}
