import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { browserFor, openPage } from './page.ts'

const [card] = catalogue

test('the page is written for its user alone, and opened where a browser is', () => {
  using scratch = makeScratch()
  if (card === undefined) throw new Error('There is no card.')
  const started: string[][] = []
  const world = { env: { XDG_STATE_HOME: scratch.path('state') }, home: scratch.root, platform: 'darwin' as const }
  const linux = { ...world, platform: 'linux' as const }
  expect(openPage(linux, card)).toMatch(/^No browser is here; its page: .+\.html$/)
  const said = openPage(world, card, (argv) => started.push([...argv]) > 0)
  expect(said).toStartWith('Opened ')
  expect(started[0]?.[0]).toBe('/usr/bin/open')
  expect(readFileSync(started[0]?.[1] ?? '', 'utf8')).toContain(card.title.slice(0, 10))
  expect(openPage(world, card, () => false)).toStartWith('No browser is here')
})

test.each([
  ['a desktop', { DISPLAY: ':0', PATH: '/usr/bin' }, 'linux', ['/usr/bin/xdg-open']],
  ['Wayland', { WAYLAND_DISPLAY: 'w', PATH: '/opt/bin:/usr/bin' }, 'linux', ['/opt/bin/xdg-open']],
  ['WSL', { WSL_DISTRO_NAME: 'Debian', PATH: '/usr/bin' }, 'linux', ['/usr/bin/wslview']],
  ['no screen', { PATH: '/usr/bin' }, 'linux', null],
  ['SSH', { DISPLAY: ':10', SSH_CONNECTION: 'a', PATH: '/usr/bin' }, 'linux', null],
  ['CI', { CI: 'true', PATH: '/usr/bin' }, 'darwin', null],
  ['Windows', {}, 'win32', ['explorer.exe']],
  ['a PATH that names the working directory', { DISPLAY: ':0', PATH: '.:' }, 'linux', null],
] as const)('%s', (_, env, platform, argv) => {
  expect(browserFor({ env, platform }, () => true)).toEqual(argv === null ? null : [...argv])
})
