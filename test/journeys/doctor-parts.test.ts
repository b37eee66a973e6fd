/** The doctor before parts that nobody here has written: a wrong clock, a resolver that lies, a proxy that opens TLS, a full disk. */
import { describe, expect, test } from 'bun:test'
import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { behindMitmproxy, mounted } from '../kit/corporate-network.ts'
import { doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { startNginx } from '../kit/nginx.ts'
import { canMount } from '../kit/own-mounts.ts'
import { missing } from '../kit/parts.ts'
import { network } from '../scenarios/doctor/network.ts'

const version = '2.1.329'

describe('the doctor names', () => tellAll(network))

const wrongs = (findings: readonly { readonly check: string; readonly status: string }[]) =>
  findings.filter(({ status }) => status === 'wrong').map(({ check }) => check)

describe.skipIf(missing('mitmproxy'))('mitmproxy on the way', () => {
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
  test('a directory behind a link is one', async () => {
    await using world = await doctorWorld()
    world.scratch.write('dotfiles/claude/settings.json', '{ "model": "sonnet" }')
    symlinkSync(world.scratch.path('dotfiles/claude'), world.scratch.path('home/.claude'))
    expect((await world.doctor()).code).toBe(0)
    expect(existsSync(world.scratch.path('home/.claude/settings.json'))).toBe(true)
  })
})
