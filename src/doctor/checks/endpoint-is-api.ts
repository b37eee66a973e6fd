import { signatures } from '../../signatures/index.ts'
import { matchSignatures } from '../../signatures/match.ts'
import { type Check, type Complaint, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { onTheWay, wantsSignIn, waysIn } from '../proxy-faults.ts'
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
    const place = endpoint.place ?? 'nothing: the default'
    if (isUnsaid(answer)) {
      const late = answer.fault === 'ETIMEDOUT'
      const proxy = typeof endpoint.proxy === 'string'
      const tls = /CERT|SELF_SIGNED|UNABLE_TO/.test(answer.fault)
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
          ? 'Get the root certificate of that proxy as a PEM file from your administrator, then: export NODE_EXTRA_CA_CERTS=/path/to/it.pem'
          : proxy
            ? 'Ask whoever runs the proxy of HTTPS_PROXY whether it lets this host through.'
            : `Check what runs at the address in ${place}.`,
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
        `Set ANTHROPIC_BASE_URL in ${place} to the address it leads to, or sign in at the portal with a browser.`,
      )
    const basic = status === 401 && /^\s*basic\b/i.test(headers.get('www-authenticate') ?? '')
    if (basic) {
      const five = wrong(
        'wrong-endpoint-or-header',
        `${host} wants a user name and a password of its own before it lets anybody to the API.`,
        'Send them beside the key: export ANTHROPIC_CUSTOM_HEADERS="Authorization: Basic …", with the key in ANTHROPIC_API_KEY.',
      )
      return { ...five, number: 5 }
    }
    // A page that says that it is not there may be no more than a list of models that is missing.
    if (status < 500 && status !== 404 && /^\s*(<!doctype|<html)/i.test(text)) {
      const card = matchSignatures({ status, headers, text }, signatures)
      const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim()
      const page = title === undefined ? 'a web page' : `the web page "${title}"`
      return status === 403
        ? wrong(
            'waf',
            `${host} answers with ${page} and 403: something before the API refuses the request.`,
            card?.remedy[0] ?? 'Ask whoever runs the firewall to let this path through.',
          )
        : wrong(
            status < 300 ? 'malformed-response' : 'wrong-endpoint-or-header',
            `${host} answers with ${page} instead of an API.`,
            `Sign in at the portal with a browser if it is one; else correct ANTHROPIC_BASE_URL in ${place}.`,
          )
    }
    return ok(`${status} after ${Math.round(answer.elapsedMs)} ms`)
  },
}
