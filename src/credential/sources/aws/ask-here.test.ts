import { expect, test } from 'bun:test'
import { startAwsDouble } from '../../../../test/kit/aws-double.ts'
import { keysOf, makeAwsHome } from '../../../../test/kit/aws-home.ts'
import { systemClock } from '../../../clock.ts'
import { askHere, requestVariable } from './ask-here.ts'

// What it makes of each link is in ../aws.test.ts, where it runs in a process whose environment is its own.
test('nothing set up is an answer, and never a rejection', async () => {
  const waited: string[] = []
  const here = {
    env: { AWS_EC2_METADATA_DISABLED: 'true' },
    home: '/nonexistent',
    clock: systemClock,
    waitingFor: (what: string) => void waited.push(what),
  }
  const answer = await askHere({ options: { type: 'aws', profile: 'no such' } }, here)
  expect(answer).toMatchObject({
    link: null,
    failure: { code: 'source-failed' },
    files: ['/nonexistent/.aws/config', '/nonexistent/.aws/credentials'],
  })
  expect(waited).toEqual([])
  expect(requestVariable).toBe('WARMKEY_ASK_AWS')
})

test('a role that rests on SSO which is over says so, and what to type', async () => {
  await using double = startAwsDouble()
  using home = makeAwsHome(double.url)
  home.config(
    '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = dev\n' +
      '[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = Dev\n' +
      '[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.example\n',
  )
  const source = home.source({ profile: 'admin' })
  expect(await home.refusal(source)).toMatchObject({
    code: 'source-needs-person',
    remedy: 'Sign in: aws sso login --profile dev',
  })
  expect(source.signIn).toBe('aws sso login --profile dev')
})

test('a profile of keys without a region cannot say where a parameter is', async () => {
  using home = makeAwsHome()
  home.credentials(keysOf('dev', 1))
  const error = await home.refusal(home.source({ profile: 'dev', parameter: '/x' }))
  expect(error).toMatchObject({ code: 'source-failed', transient: false })
  expect(error.remedy).toContain('AWS_REGION')
})
