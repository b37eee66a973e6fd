import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { vertexModel, vertexProject, vertexRegion, vertexUrl } from './vertex-setup.ts'

test('project, region, model and address, as the client takes them', async () => {
  await using cloud = await cloudBench()
  const { bench } = cloud
  const both = bench({ ANTHROPIC_VERTEX_PROJECT_ID: 'a', GOOGLE_CLOUD_PROJECT: 'b' })
  expect(vertexProject(both)).toEqual({ value: 'a', by: 'ANTHROPIC_VERTEX_PROJECT_ID' })
  expect(vertexProject(bench({ GOOGLE_CLOUD_PROJECT: 'b' }))).toBeNull()
  const regions = bench({ CLOUD_ML_REGION: 'global', VERTEX_REGION_CLAUDE_5_SONNET: 'europe-west1' })
  expect(vertexRegion(regions, 'claude-sonnet-5')).toEqual({
    value: 'europe-west1',
    by: 'VERTEX_REGION_CLAUDE_5_SONNET',
  })
  expect(vertexRegion(regions, 'claude-opus-5')).toEqual({ value: 'global', by: 'CLOUD_ML_REGION' })
  expect(vertexRegion(bench({ CLOUD_ML_REGION: 'evil.example/x' }), 'x')).toEqual({ value: 'us-east5', by: null })
  expect(vertexModel(bench({}))).toEqual({ model: 'claude-sonnet-4-5@20250929', named: false })
  expect(vertexModel(bench({ ANTHROPIC_MODEL: 'claude-opus-5-5[1m]' }))).toEqual({
    model: 'claude-opus-5-5',
    named: true,
  })
  const own = bench({ ANTHROPIC_MODEL: 'opus', ANTHROPIC_DEFAULT_OPUS_MODEL: 'claude-opus-5' })
  expect(vertexModel(own)).toEqual({ model: 'claude-opus-5', named: true })
  const urls = ['global', 'eu', 'us-east5'].map((region) => vertexUrl(bench({}), region).value)
  expect(urls).toEqual([
    'https://aiplatform.googleapis.com/v1',
    'https://aiplatform.eu.rep.googleapis.com/v1',
    'https://us-east5-aiplatform.googleapis.com/v1',
  ])
  expect(vertexUrl(bench({ ANTHROPIC_VERTEX_BASE_URL: 'https://g' }), 'eu').by).toBe('ANTHROPIC_VERTEX_BASE_URL')
})
