import { expect, test } from 'bun:test'
import { daemonHome } from '../../../test/kit/daemon-home.ts'

test('where nothing runs, it says what to type, and exits with 1', async () => {
  await using home = daemonHome()
  expect(await home.warmkey('status')).toEqual({
    code: 1,
    out: 'warmkey is not running. Start it with: warmkey up\n',
    err: '',
  })
  expect(await home.warmkey('status', '--json')).toEqual({ code: 1, out: '{"version":1,"running":false}\n', err: '' })
})

test('--watch shows it again and again, until it is ended', async () => {
  await using home = daemonHome()
  home.configure({
    listen: { port: 0 },
    profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://a.example' } } },
  })
  await home.warmkey('up')
  const child = home.start('status', '--watch', '--json')
  const seen: { pid: number }[] = []
  let rest = ''
  for await (const chunk of child.stdout) {
    rest += new TextDecoder().decode(chunk)
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    seen.push(...lines.map((line) => JSON.parse(line) as { pid: number }))
    if (seen.length >= 2) break
  }
  child.kill('SIGTERM')
  expect(await child.exited).toBe(0)
  expect(new Set(seen.map(({ pid }) => pid)).size).toBe(1)
})
