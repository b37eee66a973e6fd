import { expect, test } from 'bun:test'
import { anotherToken, makerOf, setPart } from './federation-fixes.ts'

test('a part is named where the rest of it is', () => {
  expect(setPart({ place: 'the shell', byProfile: false }, 'ANTHROPIC_ORGANIZATION_ID')).toBe(
    'Type: export ANTHROPIC_ORGANIZATION_ID=<your organisation>',
  )
  expect(setPart({ place: '/home/dev/ci.json', byProfile: true }, 'ANTHROPIC_FEDERATION_RULE_ID')).toBe(
    'Set authentication.federation_rule_id in /home/dev/ci.json to <your federation rule>.',
  )
})

test.each([
  [{ iss: 'https://ci.example/oidc' }, 'ci.example'],
  [{ iss: 'kubernetes' }, 'your platform'],
  [{}, 'your platform'],
  [null, 'your platform'],
])('who makes the tokens of %p', (claims, who) => {
  expect(makerOf(claims)).toBe(who)
})

test('another token', () => {
  expect(anotherToken(null, '/run/token')).toBe(
    'Ask whoever runs your platform to put a new identity token into /run/token.',
  )
  expect(anotherToken({ iss: 'https://ci.example' }, '/run/token', 'one with a "kid"')).toBe(
    'Ask whoever runs ci.example to put a new identity token into /run/token, one with a "kid".',
  )
})
