import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { askCloud } from '../ask-cloud.ts'
import { identityIn } from './azure-identity.ts'

test('the default chain gives the token of an application, or says what Entra says', async () => {
  await using cloud = await cloudBench()
  const { azure, bench, env } = cloud
  const scope = 'https://cognitiveservices.azure.com/.default'
  const ask = () => askCloud({ cloud: 'azure', scope }, bench(), { ...env, ...azure.app }, new AbortController().signal)
  const answer = await ask()
  if (answer.kind === 'failure') throw new Error(answer.said)
  expect(identityIn(answer.credential)).toMatchObject({
    audience: 'https://cognitiveservices.azure.com',
    tenant: azure.app.AZURE_TENANT_ID as string,
    isApplication: true,
  })
  azure.refuse(7000222)
  expect(await ask()).toMatchObject({ kind: 'failure', said: expect.stringContaining('AADSTS7000222') })
})
