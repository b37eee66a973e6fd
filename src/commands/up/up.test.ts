import { expect, test } from 'bun:test'
import { daemonHome } from '../../../test/kit/daemon-home.ts'
import { otherVersion } from '../../../test/kit/other-version.ts'
import { isRunning } from '../../../test/kit/processes.ts'
import { until } from '../../../test/kit/until.ts'
import { stillRunning } from './up.ts'

const config = {
  listen: { port: 0 },
  profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
}

test('without a configuration it says which file to write', async () => {
  await using home = daemonHome()
  delete home.env.WARMKEY_CONFIG
  const { code, err } = await home.warmkey('up')
  expect({ code, err }).toEqual({
    code: 2,
    err: `warmkey: There is no configuration yet, so there is nothing to keep. Let \`warmkey init\` write it, or use \`warmkey run\`, which needs none.\n`,
  })
})

test('without a profile, and with a mistake, it starts nothing', async () => {
  await using home = daemonHome()
  home.configure({})
  expect((await home.warmkey('up')).err).toContain('defines no profile.')
  home.configure({ ...config, invented: true })
  const { code, err } = await home.warmkey('up')
  expect([code, err]).toEqual([
    2,
    `${home.scratch.path('config.jsonc')}:1:120: invented is not a setting that warmkey knows. Check its spelling, or remove it.\n`,
  ])
  expect(await home.status()).toBeNull()
})

test('a changed configuration is taken by the one that runs, at the latest now', async () => {
  await using home = daemonHome()
  home.configure(config)
  await home.warmkey('up')
  home.configure({ ...config, default: 'work' })
  const { out } = await home.warmkey('up')
  // Its own watch may have been quicker.
  expect(out).toMatch(/^warmkey runs already(?:, and has taken the changed configuration)?\.\n/)
  expect(out).toContain('profiles: work (default)')
})

test('one of another version is replaced', async () => {
  await using home = daemonHome()
  home.configure(config)
  const older = otherVersion(home.scratch, '0.0.9')
  expect(Bun.spawnSync([older, 'up'], { env: home.env }).exitCode).toBe(0)
  const pid = (await home.status())?.pid ?? 0
  const { out } = await home.warmkey('up')
  expect(out).toStartWith(`Replacing warmkey 0.0.9 (process ${pid}).\nwarmkey runs.\n`)
  await until(() => !isRunning(pid))
})

test.skipIf(process.platform !== 'linux')(
  '--install without a service manager says so, and leaves the one that runs alone',
  async () => {
    await using home = daemonHome()
    home.configure(config)
    home.scratch.write('bin/systemctl', '#!/bin/sh\necho "Failed to connect to bus" >&2\nexit 1\n', 0o700)
    home.env.PATH = `${home.scratch.path('bin')}:${home.env.PATH}`
    await home.warmkey('up')
    const { code, err } = await home.warmkey('up', '--install')
    expect({ code, err }).toEqual({
      code: 2,
      err: 'warmkey: systemd does not serve this user here: Failed to connect to bus. Start it with `warmkey up`, or let a supervisor of your own run `warmkey serve`.\n',
    })
    expect(await home.status()).not.toBeNull()
  },
)

/** A systemctl as far as it is needed: it starts what the unit says, and ends it. */
const systemctl = (launcher: string, unit: string) => `#!/bin/sh
shift
case $1 in
restart|start) ${launcher} serve --started-by service >/dev/null 2>&1 & ;;
stop) ${launcher} status --json | sed 's/.*"pid":\\([0-9]*\\).*/\\1/' | xargs kill ;;
disable) "$0" --user stop; exit 0 ;;
esac
[ "$1" = enable ] && [ ! -f '${unit}' ] && exit 1
exit 0
`

test.skipIf(process.platform !== 'linux')(
  '--install hands it to the service manager, down ends it there, --uninstall takes it away',
  async () => {
    await using home = daemonHome()
    home.configure(config)
    const unit = home.scratch.path('home/.config/systemd/user/warmkey.service')
    home.scratch.write('bin/systemctl', systemctl(`${import.meta.dir}/../../../bin/warmkey`, unit), 0o700)
    home.env.PATH = `${home.scratch.path('bin')}:${home.env.PATH}`
    await home.warmkey('up')
    const { out } = await home.warmkey('up', '--install')
    expect(out).toStartWith(
      `warmkey is a service of systemd now: ${unit}\nIt runs while you are logged in; to keep it after that: loginctl enable-linger`,
    )
    expect((await home.status())?.startedBy).toBe('service')
    expect((await home.warmkey('down')).out).toContain('warmkey has ended')
    expect(await home.status()).toBeNull()
    // Installed but down: up starts it as the service again.
    expect((await home.warmkey('up')).code).toBe(0)
    expect((await home.status())?.startedBy).toBe('service')
    expect((await home.warmkey('down', '--uninstall')).out).toContain(`The service is gone: ${unit}\n`)
    expect(await Bun.file(unit).exists()).toBe(false)
  },
)

test('what is still running, in words', () => {
  expect([stillRunning(1), stillRunning(2)]).toEqual([
    '1 answer is still running; the old process ends with the last of them.',
    '2 answers are still running; the old process ends with the last of them.',
  ])
})
