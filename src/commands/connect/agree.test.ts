import { expect, test } from 'bun:test'
import type { WarmkeyContext } from '../context.ts'
import { agree } from './agree.ts'

const context = { process: { stdin: { isTTY: false } }, platform: 'linux' } as unknown as WarmkeyContext

test('who agreed beforehand is not asked; where nobody can be asked, nothing is done', () => {
  expect(() => agree(context, true, 'Really?')).not.toThrow()
  expect(() => agree(context, false, 'Really?')).toThrow(
    expect.objectContaining({ code: 'usage', message: 'There is no terminal to ask on, so nothing was changed.' }),
  )
})
