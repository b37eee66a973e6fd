/** The way to the endpoint: each story is one thing on it that is wrong, and the doctor names that alone. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type DoctorWorld, doctorWorld, goodKey, type Report, tellAll } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../kit/living-client.ts'
import { listener } from '../kit/odd-proxy.ts'
import { blackHole, canNetwork, link, ownNetwork } from '../kit/own-network.ts'
import { missing } from '../kit/parts.ts'
import { way } from '../scenarios/doctor/way.ts'

describe('the doctor names', () => tellAll(way))

/** The emulator where this world is, on loopback; resolves with its port. */
async function emulating(world: DoctorWorld): Promise<string> {
  const child = Bun.spawn([...world.inside, warmkey, 'emulate', '--json', '--accept', goodKey], {
    env: { PATH: '/usr/bin:/bin', HOME: world.scratch.path('elsewhere') },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  const { value } = await child.stdout.getReader().read()
  return /127\.0\.0\.1:(\d+)/.exec(new TextDecoder().decode(value))?.[1] ?? ''
}

const statusOf = ({ findings }: Report, check: string) => findings.find((finding) => finding.check === check)

describe.skipIf(missing('ip') || !canNetwork())('a network of its own', () => {
  const inside = async (world: DoctorWorld, script: string): Promise<void> => {
    const network = await ownNetwork(script)
    world.keep(async () => network[Symbol.asyncDispose]())
    world.inside.push(...network.inside(world.scratch.path('project')))
  }
  /** No name server is there; whoever is asked refuses at once. */
  const noNames = (world: DoctorWorld) =>
    `mount --bind ${world.scratch.write('resolv.conf', 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n')} "$(realpath /etc/resolv.conf)"`

  test('tunnels are named, also where a name is known inside of one alone', async () => {
    await using world = await doctorWorld()
    await inside(world, `${noNames(world)}; ${link('wg0', '10.66.0.2/24')}`)
    world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
    const report = await world.doctor()
    expect([report.root, statusOf(report, 'name-resolves')?.cause]).toEqual(['name-resolves', 'dns'])
    expect(statusOf(report, 'vpn-interfaces')).toMatchObject({ status: 'ok', summary: expect.stringContaining('wg0') })
    expect(report.text).toContain('tunnels of a VPN: wg0')
    world.inside.length = 0
    await inside(world, noNames(world))
    expect((await world.doctor()).text).toContain('no tunnel of a VPN is open')
  }, 20_000)

  test('a tunnel that takes everything is said to', async () => {
    await using world = await doctorWorld()
    await inside(world, `${link('wg0', '10.66.0.2/24')}; ip route add default dev wg0`)
    const report = await world.doctor('--offline')
    expect(statusOf(report, 'vpn-interfaces')?.summary).toMatch(/wg0.*everything/)
  }, 20_000)

  test('IPv6 that leads nowhere beside IPv4 that answers', async () => {
    await using world = await doctorWorld()
    const hosts = world.scratch.write(
      'hosts',
      '127.0.0.1 localhost\n10.66.0.1 llm.corp.test\n2001:db8::7 llm.corp.test\n',
    )
    await inside(
      world,
      `mount --bind ${hosts} /etc/hosts; ip addr add 10.66.0.1/32 dev lo; ${link('six0', '192.0.2.2/24')}; ip -6 route add 2001:db8::/32 dev six0`,
    )
    const port = await emulating(world)
    // It listens on loopback alone; a plain forward stands at the other address.
    const forward = Bun.spawn(
      [
        ...world.inside,
        process.execPath,
        '-e',
        `require('net').createServer(a=>{const b=require('net').connect(${port},'127.0.0.1');a.pipe(b);b.pipe(a);a.on('error',()=>{});b.on('error',()=>{})}).listen(8080,'10.66.0.1',()=>console.log('up'))`,
      ],
      {
        env: { PATH: '/usr/bin:/bin', HOME: world.scratch.path('elsewhere') },
        stdout: 'pipe',
        stderr: 'inherit',
      },
    )
    world.keep(async () => {
      forward.kill()
      await forward.exited
    })
    await forward.stdout.getReader().read()
    world.env.ANTHROPIC_BASE_URL = 'http://llm.corp.test:8080'
    const report = await world.doctor()
    expect(report.findings.filter(({ status }) => status === 'wrong')).toEqual([])
    expect(statusOf(report, 'both-families')).toMatchObject({
      status: 'warn',
      cause: 'timeout',
      summary: expect.stringContaining('2001:db8::7 does not answer'),
    })
  }, 30_000)

  test('where everything is lost the doctor ends, and nothing that was not seen is ok', async () => {
    await using world = await doctorWorld()
    const resolv = world.scratch.write('resolv.conf', 'nameserver 198.51.100.9\n')
    await inside(world, `mount --bind ${resolv} "$(realpath /etc/resolv.conf)"; ${blackHole}`)
    world.scratch.write('home/helper.sh', '#!/bin/sh\ntrap "" TERM\nwhile :; do sleep 1; done\n', 0o755)
    delete world.env.ANTHROPIC_AUTH_TOKEN
    world.settings('user', { apiKeyHelper: world.scratch.path('home/helper.sh') })
    world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
    const report = await world.doctor()
    const seen = ['name-resolves', 'port-open', 'tls-trusted', 'endpoint-is-api', 'credential-accepted', 'body-passes']
    expect(seen.map((check) => statusOf(report, check)?.status).includes('ok')).toBe(false)
    // It may still print a key: Claude Code waits longer for it.
    expect(statusOf(report, 'helper-runs')).toMatchObject({ status: 'warn', cause: 'timeout' })
  }, 30_000)

  test('a login that is over, whose own host is not reached, while a gateway is', async () => {
    await using world = await doctorWorld()
    await inside(world, noNames(world))
    delete world.env.ANTHROPIC_AUTH_TOKEN
    const login = {
      accessToken: 'made-up',
      refreshToken: 'made-up',
      expiresAt: 1_700_000_000_000,
      scopes: ['user:inference'],
    }
    world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth: login }), 0o600)
    delete world.env.ANTHROPIC_BASE_URL
    const report = await world.doctor('--only', 'hosts-needed')
    // The API itself is not reached either, so that is what is said, once.
    expect(report.root).toBe('name-resolves')
    expect(statusOf(report, 'hosts-needed')?.status).toBe('skip')
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${await emulating(world)}`
    expect(statusOf(await world.doctor('--only', 'hosts-needed'), 'hosts-needed')).toMatchObject({
      status: 'wrong',
      cause: 'dns',
      summary: expect.stringMatching(
        /^platform\.claude\.com, which renews the login, is not reached: looking up its name/,
      ),
      fix: expect.stringContaining('to let platform.claude.com:443 through'),
    })
  }, 30_000)
})

describe('hosts beside the API', () => {
  let world: DoctorWorld
  beforeAll(async () => {
    world = await doctorWorld()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test('a vault that a helper asks and nobody reaches', async () => {
    delete world.env.ANTHROPIC_AUTH_TOKEN
    const at = `127.0.0.1:${freePort()}`
    world.settings('user', { apiKeyHelper: `: https://${at}/v1/secret; echo ${world.key}` })
    const report = await world.doctor()
    expect(report.root).toBeNull()
    expect(statusOf(report, 'hosts-needed')).toMatchObject({
      status: 'warn',
      cause: 'connection',
      summary: expect.stringContaining(`${at}, which the helper asks for the key, is not reached: connecting fails`),
    })
  }, 20_000)

  test('endpoints that are set up are compared, and none is spoken to', async () => {
    world.settings('user', {})
    world.env.ANTHROPIC_AUTH_TOKEN = world.key
    const heard: string[] = []
    const slow = await listener(world, (socket) => socket.on('data', (chunk) => heard.push(chunk.toString())))
    world.env.ANTHROPIC_VERTEX_BASE_URL = `http://127.0.0.1:${slow}`
    const profile = { source: { type: 'env', name: 'KEY' }, upstream: { url: `http://127.0.0.1:${freePort()}` } }
    world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ profiles: { work: profile } }), 0o600)
    const finding = statusOf(await world.doctor(), 'endpoints-compared')
    expect(finding?.status).toBe('ok')
    expect(finding?.summary).toMatch(
      /^127\.0\.0\.1:\d+ \d+ ms \(in use\); .*\d+ ms \(ANTHROPIC_VERTEX_BASE_URL of the shell\).*ECONNREFUSED \(the profile "work"\)/,
    )
    expect(heard).toEqual([])
  }, 20_000)
})
