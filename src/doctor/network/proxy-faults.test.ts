import { expect, test } from 'bun:test'
import { proxyComplaint, wantsSignIn, waysIn } from './proxy-faults.ts'

const on = {
  proxy: new URL('http://proxy.example:3128'),
  name: 'https_proxy',
  host: 'llm.example',
  toSet: (value: string) => `Type: export https_proxy=${value}`,
  toSetAsked: (ask: string, what: string) => `${ask}, then type: export https_proxy=${what}`,
}

test.each([
  ['PROXY_403', 'Blocked', /opens no way to llm\.example \(403: Blocked\)/, /CONNECT llm\.example through/],
  ['PROXY_503', '', /\(503\)/, /runs proxy\.example:3128 to mend/],
  ['PROXY_SILENT', '', /says nothing/, /to answer CONNECT llm\.example/],
  ['PROXY_RESET', '', /hangs up/, /let CONNECT llm\.example through/],
  ['PROXY_ANSWER', '', /no HTTP proxy/, /then type: export https_proxy=<the right address>/],
])('%s', (fault, detail, says, fix) => {
  const complaint = proxyComplaint(on, { fault, detail })
  expect(complaint?.summary).toMatch(says)
  expect(complaint?.fix).toMatch(fix)
})

test('what is none of the proxy is left to others', () => {
  expect(proxyComplaint(on, { fault: 'ECONNREFUSED' })).toBeNull()
})

test('ways of signing in', () => {
  expect(wantsSignIn(on, 'Negotiate, NTLM').fix).toContain('gateway')
  expect(wantsSignIn(on, 'Negotiate, Basic').fix).toContain(
    'export https_proxy=http://<name>:<password>@proxy.example:3128',
  )
  const known = { ...on, proxy: new URL('http://ann:made-up@proxy.example:3128') }
  expect(JSON.stringify(wantsSignIn(known, ''))).not.toContain('made-up')
  expect(wantsSignIn(known, '').summary).toContain('does not take')
})

test('ways in a header', () => {
  expect(waysIn('Negotiate, NTLM')).toBe('Negotiate, NTLM')
  expect(waysIn('Basic realm="corp, Negotiate them"')).toBe('Basic')
  expect(waysIn(null)).toBe('')
})
