import { expect, test } from 'bun:test'
import { daemonHome } from '../../../test/kit/daemon-home.ts'
import { isRunning } from '../../../test/kit/processes.ts'
import { until } from '../../../test/kit/until.ts'

test('ends what runs; where nothing runs, that is down as well', async () => {
  await using home = daemonHome()
  home.configure({
    listen: { port: 0 },
    profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
  })
  expect(await home.warmkey('down')).toEqual({ code: 0, out: 'warmkey was not running.\n', err: '' })
  await home.warmkey('up')
  const pid = (await home.status())?.pid ?? 0
  expect(await home.warmkey('down')).toEqual({ code: 0, out: `warmkey has ended (process ${pid}).\n`, err: '' })
  await until(() => !isRunning(pid))
  expect((await home.warmkey('down', '--uninstall')).out).toBe('warmkey was not running.\nThere was no service.\n')
})
