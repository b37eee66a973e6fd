import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { adcFile, gcloudActive } from './adc-file.ts'

test('the file that counts, and whose it is', async () => {
  await using cloud = await cloudBench()
  const { bench, adc, scratch } = cloud
  expect(adcFile(bench({}))).toMatchObject({ text: null, type: 'metadata server', by: null })
  adc({ type: 'service_account', client_email: 'robot' })
  expect(adcFile(bench({}))).toMatchObject({ type: 'service_account', account: 'robot' })
  const url = 'https://x/v1/projects/-/serviceAccounts/other:generateAccessToken'
  scratch.write(
    'project/own.json',
    JSON.stringify({ type: 'external_account', service_account_impersonation_url: url }),
  )
  const own = adcFile(bench({ GOOGLE_APPLICATION_CREDENTIALS: 'own.json' }))
  expect(own).toMatchObject({
    by: 'GOOGLE_APPLICATION_CREDENTIALS',
    account: 'other',
    file: scratch.path('project/own.json'),
  })
  scratch.write('project/own.json', 'no JSON')
  expect(adcFile(bench({ GOOGLE_APPLICATION_CREDENTIALS: 'own.json' })).json).toBeNull()
})

test('the configuration of gcloud that is active', async () => {
  await using cloud = await cloudBench()
  const { bench, scratch } = cloud
  expect(gcloudActive(bench({}))).toBeNull()
  scratch.write('home/.config/gcloud/active_config', 'work\n')
  scratch.write('home/.config/gcloud/configurations/config_work', '[core]\naccount = ann\n[compute]\nproject = no\n')
  expect(gcloudActive(bench({}))).toEqual({ name: 'work', account: 'ann', project: null })
})
