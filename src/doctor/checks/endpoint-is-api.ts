import { type Check, type Complaint, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { andThen, rightAddress, setTo } from '../fixes/fix-words.ts'
import { isCertificateFault } from '../network/client-tls.ts'
import { onTheWay, wantsSignIn, waysIn } from '../network/proxy-faults.ts'
import type { Presented } from '../present.ts'
import { freeQuestion } from '../questions.ts'

/** Whether an API answers there at all, whatever it thinks of the credential. */
export const endpointIsApi: Check = {
  id: 'endpoint-is-api',
  title: 'An API answers there',
  group: 'endpoint',
  needs: ['port-open', 'tls-trusted', 'certificate-wanted', 'credential-shape', 'warmkey-port'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const answer = await endpoint.ask(freeQuestion(await bench.sendable(signal)), signal)
    const host = endpoint.parsed?.host ?? ''
    const place = endpoint.place ?? 'the shell'
    if (isUnsaid(answer)) {
      const late = answer.fault === 'ETIMEDOUT'
      const proxy = typeof endpoint.proxy === 'string'
      const way = proxy ? new URL(String(endpoint.proxy)).host : host
      const tls = isCertificateFault(answer.fault)
      return {
        status: 'wrong',
        cause: late ? 'timeout' : tls ? 'tls' : proxy ? 'proxy' : 'connection',
        summary: late
          ? `${host} takes the connection and says nothing.`
          : tls
            ? `On the way through the proxy, the certificate of ${host} is signed by somebody whom nobody here trusts (${answer.fault}).`
            : `The connection to ${host} broke off (${answer.fault}).`,
        evidence: [`GET ${host}/v1/models: ${answer.fault}`],
        fix: tls
          ? andThen(
              `Ask whoever runs ${way} for its root certificate as a PEM file`,
              'Type: export NODE_EXTRA_CA_CERTS=<the file>',
            )
          : proxy
            ? `Ask whoever runs ${way} to let ${host} through.`
            : rightAddress('ANTHROPIC_BASE_URL', place, host),
      }
    }
    const { status, headers, text } = answer
    const seen = `GET ${host}/v1/models: ${status}, ${headers.get('content-type') ?? 'no content type'}`
    const wrong = (cause: Complaint['cause'], summary: string, fix: string): Complaint => ({
      status: 'wrong',
      cause,
      summary,
      evidence: [seen],
      fix,
    })
    const way = onTheWay(bench)
    if (status === 407 && way !== null) return wantsSignIn(way, waysIn(headers.get('proxy-authenticate')))
    const to = headers.get('location')
    if (status >= 300 && status < 400 && to !== null)
      return wrong(
        'wrong-endpoint-or-header',
        `${host} sends requests on to ${URL.canParse(to, endpoint.url) ? new URL(to, endpoint.url).host : 'elsewhere'}, and a credential follows no redirect.`,
        whereTo(to, endpoint.url, place),
      )
    const basic = status === 401 && /^\s*basic\b/i.test(headers.get('www-authenticate') ?? '')
    if (basic) {
      const five = wrong(
        'wrong-endpoint-or-header',
        `${host} wants a user name and a password of its own before it lets anybody to the API.`,
        besideTheKey(await bench.credentials(signal)),
      )
      return { ...five, number: 5 }
    }
    // A page that says that it is not there may be no more than a list of models that is missing.
    if (status < 500 && status !== 404 && /^\s*(<!doctype|<html)/i.test(text)) {
      const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim()
      const page = title === undefined ? 'a web page' : `the web page "${title}"`
      return status === 403
        ? wrong(
            'waf',
            `${host} answers with ${page} and 403: something before the API refuses the request.`,
            `Ask whoever runs ${host} to let GET ${host}/v1/models through its firewall.`,
          )
        : wrong(
            status < 300 ? 'malformed-response' : 'wrong-endpoint-or-header',
            `${host} answers with ${page} instead of an API.`,
            `Open ${endpoint.parsed?.origin}/ in a browser and sign in there.`,
          )
    }
    return ok(`${status} after ${Math.round(answer.elapsedMs)} ms`)
  },
}

/** A redirect to a page of a login is followed by a person, one to another address of the API by whoever sets the address. */
function whereTo(location: string, from: string, place: string): string {
  const to = URL.canParse(location, from) ? new URL(location, from) : null
  const base = to === null ? null : `${to.origin}${to.pathname}`.replace(/\/v1\/models\/?$/, '')
  return base !== null && to?.pathname.endsWith('/v1/models')
    ? setTo('ANTHROPIC_BASE_URL', place, base)
    : `Open ${to?.origin ?? from}${to?.pathname ?? ''} in a browser and sign in there.`
}

/** Name and password fill the header of a token, so the key goes into the other one. */
function besideTheKey([first]: readonly Presented[]): string {
  const basic = `export ANTHROPIC_CUSTOM_HEADERS="Authorization: Basic $(printf %s <name>:<password> | base64)"`
  return first?.name === 'ANTHROPIC_AUTH_TOKEN' && first.place === 'the shell'
    ? `Type: export ANTHROPIC_API_KEY="$ANTHROPIC_AUTH_TOKEN"; unset ANTHROPIC_AUTH_TOKEN; ${basic}`
    : `Type: ${basic}`
}
