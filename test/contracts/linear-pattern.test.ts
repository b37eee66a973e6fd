import { expect, test } from 'bun:test'
import { linearProblems } from './linear-pattern.ts'

test.each([/\binvalid token\b/i, /^a[a-z]{0,40}b$/, /a\{3,\}\*/, /(?:a|b)?c/, /a {1,4}b\S{1,80}c/])(
  '%p is linear',
  (pattern) => {
    expect(linearProblems(pattern)).toEqual([])
  },
)

test.each([
  [/a.*b/, 'without an end'],
  [/(?:a|b){2,9}/, 'repeats a group'],
  [/a{3,}/, 'without an end'],
  [/(?<=a)b/, 'looks behind'],
  [/(a)\1/, 'refers back'],
  [/a/g, 'flags'],
  [/a{0,200}b{0,200}c{0,200}/, 'too many ways'],
  [/a{1,2}b{1,2}c{1,2}d{1,2}e{1,2}/, 'more than four'],
])('%p is not', (pattern, why) => {
  expect(linearProblems(pattern).join()).toContain(why)
})
