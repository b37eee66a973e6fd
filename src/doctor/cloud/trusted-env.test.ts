import { expect, test } from 'bun:test'
import { cloudBench } from '../../../test/kit/cloud-bench.ts'
import { strangerIn } from './trusted-env.ts'

test('what a project may say, and what makes it a stranger', async () => {
  await using cloud = await cloudBench()
  const saying = (env: Readonly<Record<string, string>>, cloudName: 'google' | 'azure') => {
    cloud.scratch.write('project/.claude/settings.json', JSON.stringify({ env }))
    return strangerIn(cloud.bench({}), cloudName)?.name ?? null
  }
  expect(saying({ CLAUDE_CODE_USE_VERTEX: '1', GOOGLE_CLOUD_PROJECT: 'a', CLOUD_ML_REGION: 'b' }, 'google')).toBeNull()
  for (const name of ['GOOGLE_APPLICATION_CREDENTIALS', 'PATH', 'https_proxy', 'ANTHROPIC_VERTEX_BASE_URL'])
    expect(saying({ [name]: 'x' }, 'google')).toBe(name)
  for (const name of ['AZURE_CLIENT_ID', 'IDENTITY_ENDPOINT', 'ANTHROPIC_FOUNDRY_RESOURCE', 'NODE_EXTRA_CA_CERTS'])
    expect(saying({ [name]: 'x' }, 'azure')).toBe(name)
})
