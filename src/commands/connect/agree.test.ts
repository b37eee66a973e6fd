import { expect, test } from 'bun:test'
import type { WarmkeyContext } from '../context.ts'
import { agree } from './agree.ts'

const context = { process: { stdin: { isTTY: false } }, platform: 'linux' } as unknown as WarmkeyContext

test('where nobody can be asked, nothing is done', () => {
  expect(() => agree(context, 'A change.\n', 'Really?')).toThrow(
    expect.objectContaining({ code: 'usage', message: 'There is no terminal to ask on, so nothing was changed.' }),
  )
})
