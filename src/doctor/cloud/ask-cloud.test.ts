import { expect, test } from 'bun:test'
import { cloudBench } from '../../../test/kit/cloud-bench.ts'
import { askCloud } from './ask-cloud.ts'

test('a token comes back closed, and a refusal in words', async () => {
  await using cloud = await cloudBench()
  const { google, bench, env, adc } = cloud
  adc(google.person('ann@shop.example'))
  const signal = new AbortController().signal
  const answer = await askCloud({ cloud: 'google', projectId: 'shop' }, bench(), env, signal)
  expect(answer).toMatchObject({ kind: 'token', account: 'ann@shop.example', type: 'authorized_user' })
  expect(JSON.stringify(answer)).not.toContain('ya29')
  google.refuse('refresh', 'reauth')
  expect(await askCloud({ cloud: 'google', projectId: 'shop' }, bench(), env, signal)).toMatchObject({
    kind: 'failure',
    status: 400,
    said: expect.stringContaining('invalid_rapt'),
  })
})
