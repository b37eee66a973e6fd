/** Who each profile is, proven by the daemon with the credential that it holds, and without one by asking the source. */
import { expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { leaksIn } from '../kit/canary.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort, running } from '../kit/daemon-story.ts'

test('two profiles, one of them dead: said by whoami and check alike, with a daemon and without', async () => {
  const upstream = await startEmulator()
  const good = 'made-up-key-0123456789-good'
  const dead = 'made-up-key-0123456789-dead'
  upstream.accept(good)
  await using home = daemonHome({ env: { OTHER: dead } })
  const { scratch } = home
  const trace = scratch.path('trace')
  scratch.write('mint.sh', `echo asked >> ${trace}; echo ${good}`)
  const profiles = {
    work: {
      source: { type: 'command', command: `sh ${scratch.path('mint.sh')}`, ttl: '1h' },
      upstream: { url: upstream.url },
    },
    other: { source: { type: 'env', name: 'OTHER' }, upstream: { url: upstream.url } },
  }
  home.configure({ default: 'work', listen: { port: freePort() }, profiles })
  const told = async () => {
    const all = await home.warmkey('whoami', '--all', '--json')
    expect(all.code).toBe(1)
    expect(JSON.parse(all.out)).toMatchObject({
      schema: 1,
      profiles: [
        { profile: 'work', outcome: 'answered', models: expect.arrayContaining(['claude-haiku-4-5']) },
        { profile: 'other', outcome: 'refused' },
      ],
    })
    const one = await home.warmkey('whoami', '--profile', 'work')
    expect([one.code, one.out]).toEqual([0, expect.stringMatching(/accepted +yes[\s\S]*life +(1 h|\d+ min).* left/)])
    const ok = await home.warmkey('check', '--profile', 'work', '--min-life', '30m', '--model', 'claude-haiku-4-5')
    expect([ok.code, ok.out]).toEqual([0, expect.stringMatching(/^ok: .*claude-haiku-4-5/)])
    expect((await home.warmkey('check', '--profile', 'work', '--min-life', '2h')).code).toBe(1)
    const refused = await home.warmkey('check', '--profile', 'other', '--format', 'github')
    expect([refused.code, refused.out]).toEqual([1, expect.stringMatching(/^::error .*"other" does not work/)])
    expect(await home.warmkey('check', '--profile', 'none')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There are: work, other'),
    })
    const said = [all, one, ok, refused].map(({ out, err }, at) => [String(at), out + err] as const)
    expect(leaksIn(new Map(said), { good, dead })).toEqual([])
  }
  await told()
  const asked = () => scratch.read('trace').trim().split('\n').length
  const before = asked()
  await home.warmkey('up')
  await running(home)
  await told()
  // The daemon keeps one credential for all of these questions.
  expect(asked()).toBe(before + 1)
  await upstream.close()
}, 30_000)
