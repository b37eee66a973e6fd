import { expect, test } from 'bun:test'
import { explainNpmFailure, failedOnCache, withoutSecrets } from './npm-failure.mjs'

const npm = (...lines: string[]) => lines.map((line) => `npm error ${line}`).join('\n')

test.each([
  ['ECONNREFUSED', 'cannot be reached', 'https-proxy'],
  ['ENOTFOUND', 'cannot be reached', 'https-proxy'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted', 'cafile'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'not trusted', 'cafile'],
  ['CERT_HAS_EXPIRED', 'out of date', 'date'],
  ['ENOSPC', 'disk is full', 'space'],
  ['EACCES', 'may not write', 'copy of the folder'],
  ['E401', 'refuses you', 'npm login'],
  ['E407', 'proxy wants a name', 'NAME:PASSWORD'],
  ['E404', 'does not have one of the packages', 'npm config get registry'],
  ['ENOTCACHED', 'offline', 'npm config delete offline'],
  ['EINTEGRITY', 'other bytes', 'npm cache verify'],
  ['EUSAGE', 'do not belong together', 'git checkout'],
  ['ESOMETHING', 'npm failed', 'below'],
])('%s is told in words, with what to type', (code, cause, todo) => {
  expect(explainNpmFailure(npm(`code ${code}`))).toEqual({
    cause: expect.stringContaining(cause),
    todo: expect.stringContaining(todo),
    lines: [`npm error code ${code}`],
  })
})

test('of npm’s own words what matters is kept, once, and short', () => {
  const output = [
    'npm warn deprecated something',
    npm('code EACCES', 'path /there', '  at Object.open (node:fs)', 'code EACCES', ''),
    npm('The operation was rejected by your operating system.', 'A complete log of this run can be found in: /x'),
    npm(...Array.from({ length: 30 }, (_, n) => `line ${n} ${'x'.repeat(300)}`)),
  ].join('\n')
  const { lines } = explainNpmFailure(output)
  expect(lines.slice(0, 3)).toEqual([
    'npm error code EACCES',
    'npm error path /there',
    expect.stringMatching(/^npm error line 0 x+$/),
  ])
  expect(lines).toHaveLength(10)
  expect(Math.max(...lines.map((line) => line.length))).toBe(200)
})

test.each([
  ['https://bob:pa55word@proxy.example:8080/zod', 'https://***@proxy.example:8080/zod'],
  ['//registry.example/:_authToken=npm_0123456789abcdef', '//registry.example/:_authToken=***'],
  ['_password = "c2VjcmV0"', '_password = "***"'],
  ['authorization: Bearer abc.def.ghi-0123', 'authorization: ***'],
  ['sent Basic Ym9iOnBhNTV3b3Jk', 'sent Basic ***'],
  ['request to https://registry.example/zod failed', 'request to https://registry.example/zod failed'],
])('%s is shown as %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown)
})

test('a failure on the cache is one outside the checkout', () => {
  expect(failedOnCache(npm('code EACCES', 'path /home/me/.npm/_cacache'), '/home/me/warmkey')).toBe(true)
  expect(failedOnCache(npm('code EACCES', 'path /home/me/warmkey/node_modules/zod'), '/home/me/warmkey')).toBe(false)
  expect(failedOnCache(npm('code ENOSPC', 'path /home/me/.npm/_cacache'), '/home/me/warmkey')).toBe(false)
})
