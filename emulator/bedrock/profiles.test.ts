import { expect, test } from 'bun:test'
import { inferenceProfiles } from './profiles.ts'

const query = (text: string) => new URLSearchParams(text)
const ids = (page: unknown) =>
  (page as { inferenceProfileSummaries: { inferenceProfileId: string }[] }).inferenceProfileSummaries.map(
    ({ inferenceProfileId }) => inferenceProfileId,
  )

test('any Claude is answered by its id or ARN when no list was given, and nothing else', () => {
  const { has } = inferenceProfiles(null, 'us-east-1')
  const known = [
    'eu.anthropic.claude-x-v1:0',
    'anthropic.claude-x',
    'arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-x-v1:0',
  ]
  expect(known.map(has)).toEqual([true, true, true])
  expect(['claude-x', 'amazon.titan', 'anthropic.claude-'].map(has)).toEqual([false, false, false])
})

test('a list that was given is the list, in pages', () => {
  const given = inferenceProfiles(['a.anthropic.claude-1', 'b', 'c'], 'us-east-1')
  expect([given.has('b'), given.has('us.anthropic.claude-x')]).toEqual([true, false])
  const first = given.list(query('type=SYSTEM_DEFINED&maxResults=2')) as { nextToken?: string }
  expect(ids(first)).toEqual(['a.anthropic.claude-1', 'b'])
  expect(ids(given.list(query(`nextToken=${first.nextToken}`)))).toEqual(['c'])
  expect(ids(given.list(query('type=APPLICATION')))).toEqual([])
  expect(given.one('arn:aws:bedrock:us-east-1:1:inference-profile/a.anthropic.claude-1')).toMatchObject({
    inferenceProfileId: 'a.anthropic.claude-1',
    models: [{ modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-1' }],
  })
  expect(given.one('z')).toBeNull()
})
