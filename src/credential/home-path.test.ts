import { expect, test } from 'bun:test'
import { expandHome, shortenHome } from './home-path.ts'

test.each([
  ['~', '/home/ada'],
  ['~/bin/mint', '/home/ada/bin/mint'],
  ['~bob/x', '~bob/x'],
  ['/etc/~/x', '/etc/~/x'],
  ['a~/x', 'a~/x'],
])('%s is %s', (path, whole) => expect(expandHome(path, '/home/ada')).toBe(whole))

test.each([
  ['/home/ada', '~'],
  ['/home/ada/bin', '~/bin'],
  ['/home/adam/bin', '/home/adam/bin'],
  ['/etc', '/etc'],
])('%s is shown as %s', (path, shown) => expect(shortenHome(path, '/home/ada')).toBe(shown))

test('without a home there is nothing to shorten', () => {
  expect([shortenHome('/etc', ''), shortenHome('/etc', '/')]).toEqual(['/etc', '/etc'])
})
