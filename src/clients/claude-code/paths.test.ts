import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { configDirectory, pathsOf } from './paths.ts'

test('the directory of user settings and logins', () => {
  expect(configDirectory(paperWorld())).toBe('/home/dev/.claude')
  expect(configDirectory(paperWorld({ env: { CLAUDE_CONFIG_DIR: '' } }))).toBe('')
  expect(pathsOf('win32').join('a', 'b')).toBe('a\\b')
})
