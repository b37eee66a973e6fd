import { expect, test } from 'bun:test'
import { sparesLoopback, withLoopback } from './loopback.ts'

test.each([
  [undefined, '127.0.0.1,localhost,::1'],
  ['', '127.0.0.1,localhost,::1'],
  ['a.example, .b.example', 'a.example,.b.example,127.0.0.1,localhost,::1'],
  ['localhost,a.example', 'localhost,a.example,127.0.0.1,::1'],
  ['a.example,*', 'a.example,*'],
])('%p with loopback', (list, expected) => {
  expect(withLoopback(list)).toBe(expected)
})

test.each([
  ['', false],
  ['localhost', false],
  ['a.example, 127.0.0.1', true],
  ['*', true],
])('%p keeps 127.0.0.1 away from proxies: %p', (list, expected) => {
  expect(sparesLoopback(list)).toBe(expected)
})
