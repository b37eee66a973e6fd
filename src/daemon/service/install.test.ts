import { expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { makeScratch } from '../../../test/kit/scratch.ts'
import {
  installService,
  isInstalled,
  isServed,
  mustServe,
  serviceOf,
  specOf,
  teller,
  uninstallService,
} from './install.ts'

/** A systemctl that notes what it is told, and answers with the exit code in its file. */
function world() {
  const scratch = makeScratch()
  const script = `#!/bin/sh\necho "$*" >> '${scratch.path('told')}'\ncase "$*" in *"$(cat '${scratch.path('refuses')}')"*) echo 'no bus here' >&2; exit 1 ;; esac\n`
  scratch.write('bin/systemctl', script, 0o700)
  scratch.write('refuses', 'nothing')
  const env = { PATH: `${scratch.path('bin')}:/usr/bin:/bin`, XDG_CONFIG_HOME: scratch.path('config') }
  const service = serviceOf({ env, home: scratch.root, platform: 'linux' })
  return { scratch, service, tell: teller(env), told: () => scratch.read('told').split('\n').filter(Boolean) }
}

test('the file is written with mode 0600, and the manager is told to start it', () => {
  const { scratch, service, tell, told } = world()
  using _ = scratch
  expect([isInstalled(service), isServed(service, tell)]).toEqual([false, true])
  installService(service, tell)
  expect(isInstalled(service)).toBe(true)
  expect(statSync(service.plan.path).mode & 0o777).toBe(0o600)
  expect(scratch.read('config/systemd/user/warmkey.service')).toBe(service.plan.text)
  expect(told()).toEqual([
    '--user show-environment',
    '--user daemon-reload',
    '--user enable warmkey.service',
    '--user restart warmkey.service',
  ])
})

test('and taken away again', () => {
  const { scratch, service, tell, told } = world()
  using _ = scratch
  expect(uninstallService(service, tell)).toBe(false)
  installService(service, tell)
  expect([uninstallService(service, tell), isInstalled(service)]).toEqual([true, false])
  expect(told().at(-1)).toBe('--user disable --now warmkey.service')
})

test('a manager that does not serve this user is told in words, and so is one that refuses', () => {
  const { scratch, service, tell } = world()
  using _ = scratch
  scratch.write('refuses', 'show-environment')
  expect(() => mustServe(service, tell)).toThrow('systemd does not serve this user here: no bus here.')
  scratch.write('refuses', 'enable')
  expect(() => installService(service, tell)).toThrow(
    'systemd refused `systemctl --user enable warmkey.service`: no bus here.',
  )
})

test('a manager that is not there is one that does not serve', () => {
  const env = { PATH: '/nowhere' }
  const service = serviceOf({ env, home: '/home/dev', platform: 'linux' })
  expect(() => mustServe(service, teller(env))).toThrow('systemctl is not there')
  expect(() => serviceOf({ env, home: '/', platform: 'plan9' })).toThrow('no service manager of plan9')
})

test('what it is made from holds no secret: only places, and a proxy without a password', () => {
  const env = {
    PATH: '/usr/bin',
    ANTHROPIC_API_KEY: 'fake-key',
    HTTPS_PROXY: 'http://user:password@proxy.example:3128',
    NO_PROXY: 'localhost',
    LANG: '',
  }
  expect(specOf({ env, home: '/home/dev', platform: 'linux' })).toMatchObject({
    home: '/home/dev',
    env: { PATH: '/usr/bin', NO_PROXY: 'localhost' },
  })
  const program = specOf({ env, home: '/', platform: 'linux' }).program
  expect(statSync(program).isFile()).toBe(true)
})
