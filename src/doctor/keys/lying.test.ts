import { expect, test } from 'bun:test'
import { browserVariable, bundled, kept, worst } from './lying.ts'

const key = { line: 3, kind: 'an OpenAI key', forBrowsers: false, invented: false }

test('a file that is made for keys goes out of git, a program is mended', () => {
  expect(kept('/a b', 'app/.env', key)).toMatchObject({
    where: 'tracked',
    path: '/a b/app/.env',
    line: 3,
    fix: "Type: git -C '/a b' rm --cached -q app/.env && echo /app/.env >> '/a b/.gitignore'",
  })
  expect(kept('/a', 'app.py', key).fix).toContain('take it out of line 3 of /a/app.py')
})

test('what everybody gets comes first', () => {
  expect([browserVariable('/a', key), bundled('/a', key)].map(({ where }) => where)).toEqual(['browser', 'browser'])
  expect(worst[0]).toBe('browser')
})
