/** The doctor before parts that nobody here has written: a wrong clock, a resolver that lies, a proxy that opens TLS, a full disk. */
import { describe, expect, test } from 'bun:test'
import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { findPart } from '../../scripts/parts.mjs'
import { makeCertificates } from '../kit/certificates.ts'
import { type DoctorWorld, doctorWorld, onePromptOf, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { startNginx } from '../kit/nginx.ts'
import { canMount, type OwnMounts, ownMounts } from '../kit/own-mounts.ts'
import { missing } from '../kit/parts.ts'
import { until } from '../kit/until.ts'

const version = '2.1.329'

const wrongs = (findings: readonly { readonly check: string; readonly status: string }[]) =>
  findings.filter(({ status }) => status === 'wrong').map(({ check }) => check)

/** Everything that the program does happens there from now on. */
async function mounted(world: DoctorWorld, script: string): Promise<OwnMounts> {
  const place = await ownMounts(script)
  world.keep(async () => place[Symbol.asyncDispose]())
  world.inside.push(...place.inside(world.scratch.path('project')))
  return place
}

describe.skipIf(missing('faketime'))('the clock of this machine', () => {
  const off = (by: string, says: RegExp) =>
    tell({
      name: by,
      set: ({ env }) => {
        env.LD_PRELOAD = '/usr/$LIB/faketime/libfaketime.so.1'
        env.FAKETIME = by
      },
      root: 'clock-right',
      cause: 'clock-skew',
      fix: says,
      cure: ({ env }) => {
        delete env.LD_PRELOAD
      },
    })
  test('is twenty minutes ahead', () => off('+20m', /set-ntp/))
  test('is twenty minutes behind', () => off('-20m', /set-ntp/))
})

/** A program that listens on a port, until it does. */
async function listening(world: DoctorWorld, command: readonly string[], port: number): Promise<void> {
  const child = Bun.spawn([...command], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended: ${await child.stderr.text()}`)
    return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
  })
}

/** The corporate proxy: it opens TLS with an authority of its own, and what is meant for llm.corp.test goes to the upstream. */
async function behindMitmproxy(world: DoctorWorld, ...options: readonly string[]): Promise<string> {
  const port = freePort()
  const command = [
    findPart('mitmproxy') ?? 'mitmdump',
    '-q',
    ...['--listen-host', '127.0.0.1', '--listen-port', String(port)],
    ...['--set', `confdir=${world.scratch.path('home/.mitmproxy')}`, '--set', 'connection_strategy=lazy'],
    ...['--map-remote', `|https://llm.corp.test/|${world.upstream.url}/`],
    ...options,
  ]
  await listening(world, command, port)
  world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
  world.env.HTTPS_PROXY = `http://127.0.0.1:${port}`
  return `127.0.0.1:${port}`
}

describe.skipIf(missing('mitmproxy'))('mitmproxy on the way', () => {
  test('opens TLS, and the file with its authority is found and proven', () =>
    tell({
      name: 'interception',
      set: async (world) => void (await behindMitmproxy(world)),
      root: 'tls-trusted',
      cause: 'tls',
      fix: /export NODE_EXTRA_CA_CERTS=.*\.mitmproxy\/mitmproxy-ca-cert\.pem$/,
      cure: (world) => {
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.path('home/.mitmproxy/mitmproxy-ca-cert.pem')
      },
    }))

  test('opens TLS, and nobody knows where its authority is', () =>
    tell({
      name: 'interception',
      set: async (world) => {
        await behindMitmproxy(world)
        world.env.HOME = world.scratch.path('elsewhere')
        world.scratch.write('elsewhere/.profile', '')
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('corp.pem', 'to be filled in')
      },
      root: 'tls-trusted',
      cause: 'tls',
      fix: /root certificate of "mitmproxy" into .*corp\.pem/,
      cure: (world) => {
        world.scratch.write('corp.pem', world.scratch.read('home/.mitmproxy/mitmproxy-ca-cert.pem'))
      },
    }))

  test.skipIf(missing(`claude-${version}`))(
    'opens TLS, and the real client answers with the file that the doctor names',
    async () => {
      await using world = await doctorWorld()
      await behindMitmproxy(world)
      const fix = (await world.doctor()).findings.find(({ check }) => check === 'tls-trusted')?.fix ?? ''
      world.env.NODE_EXTRA_CA_CERTS = /NODE_EXTRA_CA_CERTS=(\S+)$/.exec(fix)?.[1] ?? ''
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    },
    20_000,
  )

  test('wants a password', () =>
    tell({
      name: 'password',
      set: async (world) => {
        const host = await behindMitmproxy(world, '--proxyauth', 'ann:s3cret')
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.path('home/.mitmproxy/mitmproxy-ca-cert.pem')
        expect(world.env.HTTPS_PROXY).toContain(host)
      },
      root: 'tls-trusted',
      cause: 'proxy',
      fix: /export HTTPS_PROXY=http:\/\/name:password@127/,
      cure: ({ env }) => {
        env.HTTPS_PROXY = env.HTTPS_PROXY?.replace('//', '//ann:s3cret@') ?? ''
      },
    }))

  test('wants another password', () =>
    tell({
      name: 'password',
      set: async (world) => {
        await behindMitmproxy(world, '--proxyauth', 'ann:s3cret')
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.path('home/.mitmproxy/mitmproxy-ca-cert.pem')
        world.env.HTTPS_PROXY = world.env.HTTPS_PROXY?.replace('//', '//ann:wr0ng-Canary@') ?? ''
      },
      root: 'tls-trusted',
      cause: 'proxy',
      fix: /^(?!.*Canary).*Correct them/,
    }))
})

const certificates = makeCertificates()

/** The name llm.corp.test, as a resolver of our own gives it out. */
async function resolving(world: DoctorWorld, address: string, port: number): Promise<void> {
  const file = world.scratch.write('resolv.conf', 'nameserver 127.0.53.9\noptions timeout:1 attempts:1\n')
  await mounted(world, `mount --bind ${file} "$(realpath /etc/resolv.conf)"`)
  const child = Bun.spawn(
    [
      findPart('dnsmasq') ?? 'dnsmasq',
      ...['--no-daemon', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces'],
      ...['--listen-address=127.0.53.9', '--user=root', `--address=/llm.corp.test/${address}`],
    ],
    { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' },
  )
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  let said = ''
  for await (const chunk of child.stderr) {
    said += new TextDecoder().decode(chunk)
    if (said.includes('started')) break
  }
  if (!said.includes('started')) throw new Error(`dnsmasq: ${said}`)
  world.env.ANTHROPIC_BASE_URL = `https://llm.corp.test:${port}`
  world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', certificates.ca)
}

const back = (world: DoctorWorld): void => {
  world.inside.length = 0
  world.env.ANTHROPIC_BASE_URL = world.upstream.url
}

describe.skipIf(!canMount() || missing('dnsmasq'))('a resolver that lies', () => {
  test('lets a name lead nowhere, as lists against advertisements do', () =>
    tell({
      name: 'blocked',
      set: (world) => resolving(world, '127.0.0.1', freePort()),
      root: 'name-resolves',
      cause: 'dns',
      fix: /Pi-hole.*nslookup llm\.corp\.test 1\.1\.1\.1/,
      cure: back,
    }))

  test('leads to somebody else', () =>
    tell({
      name: 'somebody else',
      set: async (world) => {
        const { cert, key } = certificates.otherName
        const server = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { cert, key }, fetch: () => new Response() })
        world.keep(() => server.stop(true))
        await resolving(world, '127.0.0.1', server.port ?? 0)
      },
      root: 'tls-trusted',
      cause: 'tls',
      fix: /nslookup llm\.corp\.test/,
      cure: back,
    }))
})

describe.skipIf(missing('nginx'))('nginx on the way', () => {
  const told = async (lines: string) => {
    await using world = await doctorWorld()
    const nginx = await startNginx(world.scratch, lines, world.upstream.url)
    world.keep(nginx.stop)
    world.env.ANTHROPIC_BASE_URL = nginx.url
    const streamed = ({ path, method }: { path: string; method: string }) =>
      method === 'POST' && path === '/v1/messages'
    world.upstream.script({ kind: 'stream', deltas: 10, everyMs: 60 }, Infinity, streamed)
    const { findings, code } = await world.doctor('--spend')
    expect([wrongs(findings), code]).toEqual([[], 0])
    return findings.find(({ check }) => check === 'stream-flows')
  }
  test('collects a stream before it hands it on', async () => {
    expect(await told('proxy_buffering on; proxy_buffers 8 32k; proxy_buffer_size 32k;')).toMatchObject({
      status: 'warn',
      cause: 'proxy',
      fix: expect.stringContaining('proxy_buffering off'),
    })
  })
  test('hands a stream on', async () => {
    expect(await told('proxy_buffering off;')).toMatchObject({ status: 'ok' })
  })
})

describe.skipIf(!canMount())('the disk', () => {
  /** A small file system at this place, of which so much is free. */
  const small = (path: string, size: string, freeKb: number) =>
    `cp -a "${path}" "${path}.was"; mount -t tmpfs -o size=${size},mode=700 small "${path}"; cp -a "${path}.was/." "${path}"; dd if=/dev/zero of="${path}/fill" bs=1k 2>/dev/null || :; truncate -s -${freeKb}k "${path}/fill"`
  /** Settings that cost more than the megabyte below which a disk counts as full. */
  const large = `{ "model": "sonnet", "note": "${'x'.repeat(1_500_000)}", }`

  test('is full: that is named, and nothing is mended before it is', async () => {
    await using world = await doctorWorld()
    world.settings('user', '{ "model": "sonnet", }')
    world.scratch.write('state/keep', '')
    const before = world.files()
    await mounted(world, small(world.scratch.path('state'), '64k', 0))
    const { root, findings } = await world.doctor('--fix', '--yes')
    expect([root, wrongs(findings)]).toEqual(['disk-room', ['disk-room', 'settings-files']])
    expect(world.files()).toEqual(before)
  })

  test('has no room for the journal: nothing is changed, and that is said', async () => {
    await using world = await doctorWorld()
    world.settings('user', large)
    world.scratch.write('state/keep', '')
    const before = world.files()
    const place = await mounted(world, small(world.scratch.path('state'), '3m', 1300))
    const { code, out, err } = await world.run('doctor', '--fix', '--yes')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.slice(-500)).toMatch(/cannot be written \(ENOSPC\)[\s\S]*what cannot be taken back is not changed/)
    expect(world.files()).toEqual(before)
    expect(readdirSync(place.path(world.scratch.path('state/warmkey/fixes')))).toEqual([])
  })

  for (const linked of [false, true])
    test(`has no room for the new settings${linked ? ', whose file has two names' : ''}: they stay whole`, async () => {
      await using world = await doctorWorld()
      const file = world.settings('user', large)
      if (linked) linkSync(file, world.scratch.path('home/.claude/other-name.json'))
      const place = await mounted(world, small(world.scratch.path('home/.claude'), '3m', 1300))
      const { code, err } = await world.run('doctor', '--fix', '--yes')
      if (linked) expect(err.slice(-500)).toContain('That worked')
      else expect([code, err.slice(-500)]).toEqual([2, expect.stringContaining('Make room on its disk')])
      const now = readFileSync(place.path(file), 'utf8')
      expect(now === large || JSON.parse(now).model === 'sonnet').toBe(true)
      const names = readdirSync(place.path(world.scratch.path('home/.claude')))
      expect(names.filter((name) => name.includes('tmp'))).toEqual([])
    })

  test('cannot be written: it is said, a change is not made, and requests are answered all the same', async () => {
    await using world = await doctorWorld()
    world.settings('user', '{ "model": "sonnet" }')
    const home = world.scratch.path('home')
    await mounted(world, `mount --bind "${home}" "${home}"; mount -o remount,ro,bind "${home}"`)
    const { code, root, findings } = await world.doctor()
    expect([code, root]).toEqual([0, null])
    expect(findings.filter(({ status }) => status === 'warn')).toMatchObject([
      { check: 'directories', summary: expect.stringContaining('cannot be written'), cause: 'config-file' },
    ])
    world.settings('user', '{ "model": "sonnet", }')
    const before = world.files()
    expect(await world.run('doctor', '--fix', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/settings\.json cannot be written \(EROFS\)/),
    })
    expect(world.files()).toEqual(before)
  })
})

describe('a file where a directory belongs', () => {
  test('of the client', () =>
    tell({
      name: '.claude is a file',
      set: (world) => void world.scratch.write('home/.claude', 'what is this\n'),
      root: 'directories',
      cause: 'config-file',
      fix: /^Type: mv .*\/\.claude .*\.claude\.moved-aside$/,
      cure: (world) =>
        void Bun.spawnSync(['mv', world.scratch.path('home/.claude'), world.scratch.path('home/.claude.moved-aside')]),
    }))

  test('of warmkey', () =>
    tell({
      name: 'warmkey is a file',
      set: (world) => void world.scratch.write('config/warmkey', ''),
      root: 'directories',
      cause: 'config-file',
      fix: /^Type: mv .*\/config\/warmkey /,
      cure: (world) =>
        void Bun.spawnSync(['mv', world.scratch.path('config/warmkey'), world.scratch.path('config/moved')]),
    }))

  test('a directory behind a link is one', async () => {
    await using world = await doctorWorld()
    world.scratch.write('dotfiles/claude/settings.json', '{ "model": "sonnet" }')
    symlinkSync(world.scratch.path('dotfiles/claude'), world.scratch.path('home/.claude'))
    expect((await world.doctor()).code).toBe(0)
    expect(existsSync(world.scratch.path('home/.claude/settings.json'))).toBe(true)
  })
})
