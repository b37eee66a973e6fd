/** Parts that nobody here has written: a wrong clock, a proxy that opens TLS, a resolver that lies; and files where directories belong. */
import { behindMitmproxy, certificates, resolving } from '../../kit/corporate-network.ts'
import type { Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'

const clock = (name: string, by: string): Scenario => ({
  name,
  set: ({ env, scratch }) => {
    env.LD_PRELOAD = '/usr/$LIB/faketime/libfaketime.so.1'
    env.FAKETIME_TIMESTAMP_FILE = scratch.write('person/clock', `${by}\n`)
  },
  root: 'clock-right',
  cause: 'clock-skew',
  fix: /set-ntp/,
  needs: ['faketime'],
})

const mitmproxy = { root: 'tls-trusted', needs: ['mitmproxy'] } as const
const resolver = { needs: ['mounts', 'dnsmasq'] } as const
const authority = 'home/.mitmproxy/mitmproxy-ca-cert.pem'

export const network: readonly Scenario[] = [
  clock('a clock that is twenty minutes ahead', '+20m'),
  clock('a clock that is twenty minutes behind', '-20m'),
  {
    ...mitmproxy,
    name: 'a proxy that opens TLS, whose authority lies on this machine',
    set: async (world) => void (await behindMitmproxy(world)),
    cause: 'tls',
    fix: /export NODE_EXTRA_CA_CERTS=.*\.mitmproxy\/mitmproxy-ca-cert\.pem$/,
  },
  {
    ...mitmproxy,
    name: 'a proxy that opens TLS, whose authority nobody has put here',
    set: async (world) => {
      const proxy = await behindMitmproxy(world)
      world.env.HOME = world.scratch.path('elsewhere')
      world.scratch.write('elsewhere/.profile', '')
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('corp.pem', 'to be filled in')
      world.owners.set(
        proxy,
        (request) => /root certificate of "mitmproxy"/.test(request) && world.scratch.path(authority),
      )
    },
    cause: 'tls',
  },
  {
    ...mitmproxy,
    name: 'a proxy that opens TLS and wants a password',
    set: async (world) => {
      await behindMitmproxy(world, '--proxyauth', 'ann:s3cret-Canary-4712')
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.path(authority)
      world.knows.set('name', 'ann').set('password', 's3cret-Canary-4712')
    },
    cause: 'proxy',
    fix: /export HTTPS_PROXY=/,
  },
  {
    ...mitmproxy,
    name: 'a proxy that opens TLS and wants another password',
    set: async (world) => {
      await behindMitmproxy(world, '--proxyauth', 'ann:s3cret-Canary-4712')
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.path(authority)
      world.env.HTTPS_PROXY = world.env.HTTPS_PROXY?.replace('//', '//ann:wr0ng-Canary@') ?? ''
      world.knows.set('name', 'ann').set('password', 's3cret-Canary-4712')
    },
    cause: 'proxy',
    fix: /^(?!.*Canary)/,
  },
  {
    ...resolver,
    name: 'a resolver that lets a name lead nowhere, as lists against advertisements do',
    set: (world) => resolving(world, '127.0.0.1', freePort()),
    root: 'name-resolves',
    cause: 'dns',
  },
  {
    ...resolver,
    name: 'a resolver that leads to somebody else',
    set: async (world) => {
      const { cert, key } = certificates.otherName
      const server = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { cert, key }, fetch: () => new Response() })
      world.keep(() => server.stop(true))
      await resolving(world, '127.0.0.1', server.port ?? 0)
    },
    root: 'tls-trusted',
    cause: 'tls',
  },
  {
    name: 'a file where the directory of the client belongs',
    set: (world) => void world.scratch.write('home/.claude', 'what is this\n'),
    root: 'directories',
    cause: 'config-file',
    fix: /^Type: mv .*\/\.claude .*\.claude\.moved-aside$/,
  },
  {
    name: 'a file where the directory of warmkey belongs',
    set: (world) => void world.scratch.write('config/warmkey', ''),
    root: 'directories',
    cause: 'config-file',
  },
]
