import { expect, test } from 'bun:test'
import { makeScratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { notifierFor, showNotice } from './notification.ts'

const notice = { title: 'warmkey: sign in before 12:40', text: 'Type: $(rm -rf ~) "quoted"' }

test('on Linux by notify-send, where there is a desktop and the program', () => {
  const env = { DISPLAY: ':0', PATH: 'relative:/opt/bin:/usr/bin', SECRET: 'x' }
  const exists = (path: string) => path === '/usr/bin/notify-send'
  expect(notifierFor(notice, { platform: 'linux', env, exists })).toEqual({
    argv: ['/usr/bin/notify-send', '--app-name=warmkey', '--', notice.title, notice.text],
    env: { DISPLAY: ':0', PATH: 'relative:/opt/bin:/usr/bin' },
  })
  expect(notifierFor(notice, { platform: 'linux', env, exists: () => false })).toBeNull()
  expect(notifierFor(notice, { platform: 'linux', env: { PATH: '/usr/bin' }, exists })).toBeNull()
})

test('on macOS by a script that gets the words as arguments', () => {
  const notifier = notifierFor(notice, { platform: 'darwin', env: {}, exists: () => true })
  expect(notifier?.argv).toEqual([
    '/usr/bin/osascript',
    '-e',
    'on run argv',
    '-e',
    'display notification (item 2 of argv) with title (item 1 of argv)',
    '-e',
    'end run',
    notice.title,
    notice.text,
  ])
})

test('on Windows by a script that gets the words as variables', () => {
  const notifier = notifierFor(notice, { platform: 'win32', env: { SystemRoot: 'D:\\Win' }, exists: () => true })
  expect(notifier?.argv[0]).toBe('D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
  expect(notifier?.argv.join(' ')).not.toContain('quoted')
  expect(notifier?.env).toMatchObject({ WARMKEY_TITLE: notice.title, WARMKEY_TEXT: notice.text })
  expect(notifierFor(notice, { platform: 'win32', env: {}, exists: () => false })).toBeNull()
})

test('no shell reads the words', async () => {
  using scratch = makeScratch()
  scratch.write(
    'bin/notify-send',
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${scratch.path('seen.tmp')}'\nmv '${scratch.path('seen.tmp')}' '${scratch.path('seen')}'\n`,
    0o700,
  )
  showNotice(notice, { platform: 'linux', env: { DISPLAY: ':0', PATH: `${scratch.path('bin')}:/usr/bin:/bin` } })
  await until(() => scratch.read('seen') !== '')
  expect(scratch.read('seen')).toBe(`--app-name=warmkey\n--\n${notice.title}\n${notice.text}\n`)
})

test('a program that cannot be started stops nobody', () => {
  using scratch = makeScratch()
  scratch.write('bin/notify-send', 'not a program', 0o600)
  showNotice(notice, { platform: 'linux', env: { DISPLAY: ':0', PATH: scratch.path('bin') } })
})
