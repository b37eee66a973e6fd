import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { vertexOf } from './vertex.ts'

test('one question, with one token, however often it is asked', async () => {
  await using cloud = await cloudBench()
  const { google, adc, env } = cloud
  adc(google.person('ann@shop.example'))
  const more = { ANTHROPIC_VERTEX_PROJECT_ID: 'shop', ANTHROPIC_MODEL: 'claude-sonnet-5' }
  const bench = cloud.bench({ ...env, CLAUDE_CODE_USE_VERTEX: '1', ...more })
  const vertex = vertexOf(bench)
  expect(vertexOf(bench)).toBe(vertex)
  const signal = new AbortController().signal
  const [one, two] = await Promise.all([vertex.ask(signal), vertex.ask(signal)])
  expect([one, two]).toMatchObject([{ status: 200 }, { status: 200 }])
  expect(await vertex.ask(signal, 'message')).toMatchObject({ status: 200 })
  expect(google.asked).toEqual(['refresh', 'tokeninfo'])
})

test('the credentials name the project where no variable does', async () => {
  await using cloud = await cloudBench()
  cloud.adc({ type: 'service_account', project_id: 'in-file' })
  expect(vertexOf(cloud.bench({ CLAUDE_CODE_USE_VERTEX: '1' })).project).toEqual({ value: 'in-file', by: null })
})
