import { expect, test } from 'bun:test'
import { cloudBench } from '../../../../test/kit/cloud-bench.ts'
import { askCloud } from '../ask-cloud.ts'

const robot = 'robot@shop.iam.gserviceaccount.com'

test('whose the credentials are, by each kind of them', async () => {
  await using cloud = await cloudBench()
  const { google, bench, env, adc } = cloud
  const ask = (more: Readonly<Record<string, string>> = {}) =>
    askCloud({ cloud: 'google', projectId: 'shop' }, bench(), { ...env, ...more }, new AbortController().signal)
  adc(google.serviceAccount(robot))
  expect(await ask()).toMatchObject({ account: robot, type: 'service_account', headers: {} })
  adc({ ...google.person('ann@shop.example'), quota_project_id: 'billing' })
  expect(await ask()).toMatchObject({ account: 'ann@shop.example', headers: { 'x-goog-user-project': 'billing' } })
  adc({
    type: 'impersonated_service_account',
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${robot}:generateAccessToken`,
    source_credentials: google.person('ann@shop.example'),
  })
  expect(await ask()).toMatchObject({ account: robot, type: 'impersonated_service_account' })
  const none = { CLOUDSDK_CONFIG: env.NOWHERE ?? '', GCE_METADATA_HOST: google.metadataHost }
  expect(await ask(none)).toMatchObject({ account: 'worker@shop.iam.gserviceaccount.com', type: 'metadata server' })
  expect(google.mistakes).toEqual([])
})
