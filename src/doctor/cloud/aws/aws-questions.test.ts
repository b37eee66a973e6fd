import { expect, test } from 'bun:test'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { baseModel, modelNamed, platformHeaders, questionsOf } from './aws-questions.ts'
import { awsWay } from './aws-way.ts'

test('models by their names', () => {
  expect(['sonnet', 'opus[1m]', 'default'].map((model) => modelNamed(awsBench({}, model)))).toEqual([null, null, null])
  expect(modelNamed(awsBench({}, 'us.anthropic.claude-sonnet-5[1m]'))).toBe('us.anthropic.claude-sonnet-5')
  expect(baseModel('global.anthropic.claude-x')).toBe('anthropic.claude-x')
  expect(baseModel('arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-x')).toBe('anthropic.claude-x')
})

test('a message is sent only where that was agreed to', () => {
  const bench = awsBench({ env: { AWS_BEARER_TOKEN_BEDROCK: 'ABSKfake' } }, 'anthropic.claude-x')
  const way = awsWay(bench)
  if (way === null) throw new Error('no way')
  const names = (spend: boolean) => questionsOf({ ...bench, spend }, way).map(({ name }) => name)
  expect(names(false)).toEqual(['list', 'model', 'availability'])
  expect(names(true)).toEqual(['list', 'model', 'availability', 'message'])
  expect(platformHeaders(way)).toEqual({ 'anthropic-version': '2023-06-01' })
})
