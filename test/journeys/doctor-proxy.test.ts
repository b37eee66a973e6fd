/** Proxies on the way: each story is one that does not do what Claude Code asks of it, and the doctor names that alone. */
import { describe, expect, test } from 'bun:test'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { desktopProxy } from '../kit/odd-proxy.ts'
import { proxy, signIn, through } from '../scenarios/doctor/proxy.ts'

describe('the doctor names', () => tellAll(proxy))

const surprises: readonly Surprise[] = [
  {
    name: 'SOCKS for everything, which is passed over',
    set: async (world) => {
      world.env.ALL_PROXY = (await desktopProxy(world)).socks
    },
    check: 'proxy-variables',
    says: /ALL_PROXY names a SOCKS proxy, which Claude Code passes over/,
    fix: /^Type: export HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    name: 'a script of PAC, which nobody runs',
    set: (world) => {
      const script = 'function FindProxyForURL() { return "PROXY proxy.corp.test:3128; DIRECT" }'
      world.env.auto_proxy = `file://${world.scratch.write('proxy.pac', script)}`
    },
    check: 'proxy-variables',
    says: /auto_proxy names a script/,
    fix: /^Type: export HTTPS_PROXY=http:\/\/proxy\.corp\.test:3128$/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))

test('a password of a proxy is not shown', async () => {
  await using world = await doctorWorld()
  await through(world, signIn('Basic realm="corp"'), null)
  world.env.HTTPS_PROXY = world.env.HTTPS_PROXY?.replace('//', '//ann:wr0ng-Canary@') ?? ''
  const { text, root } = await world.doctor()
  expect(root).toBe('tls-trusted')
  expect(text).not.toContain('Canary')
})
