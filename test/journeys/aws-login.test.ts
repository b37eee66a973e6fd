/** A code of a device, typed once by a person at a terminal, and every tool that waits for it goes on. */
import { expect, test } from 'bun:test'
import { startAwsDouble } from '../kit/aws-double.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../kit/living-client.ts'
import { startMoto } from '../kit/moto.ts'
import { needsPython } from '../kit/python.ts'
import { openTerminal } from '../kit/terminal.ts'
import { until } from '../kit/until.ts'

const device = 'arn:aws:iam::123456789012:mfa/me'

needsPython('tmux')('a code is asked for at the terminal, and the daemon keeps what it opens', async () => {
  await using moto = await startMoto()
  await using home = daemonHome({ env: { AWS_ENDPOINT_URL: moto.url, AWS_EC2_METADATA_DISABLED: 'true' } })
  const { scratch, env } = home
  scratch.write(
    'home/.aws/credentials',
    '[base]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary-secret\n',
  )
  scratch.write(
    'home/.aws/config',
    `[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = base\nmfa_serial = ${device}\n`,
  )
  const upstream = { url: 'http://127.0.0.1:9', dialect: 'bedrock', region: 'us-east-1' }
  home.configure({
    listen: { port: freePort() },
    profiles: { cloud: { source: { type: 'aws', profile: 'admin' }, upstream } },
  })
  expect((await home.warmkey('up')).code).toBe(0)
  const ask = () => home.warmkey('token', '--format', 'credential-process')
  const refused = await ask()
  expect(refused).toMatchObject({ out: '', code: 1 })
  expect(refused.err).toContain('Type: warmkey login --aws-profile admin')

  await using terminal = await openTerminal(scratch, { env, cwd: scratch.path('project') })
  await terminal.line(`${warmkey} login --aws-profile admin`)
  await terminal.shows(`Code of the device ${device}`)
  await terminal.line('123456')
  await terminal.shows(/aws profile admin: signed in, for another 1[12] h/)

  await until(async () => (await ask()).code === 0)
  expect(JSON.parse((await ask()).out)).toMatchObject({ Version: 1, AccessKeyId: expect.stringMatching(/^ASIA/) })
  const kept = (await home.status())?.profiles[0]
  expect(kept?.signIn).toEqual({ beforeMs: expect.any(Number), how: 'warmkey login --aws-profile admin' })
  // A code is good once, and what it opened is enough: nobody types another.
  expect((await home.warmkey('invalidate')).code).toBe(0)
  expect(moto.log()).not.toContain('123456')
})

test('a session of SSO is signed in to without the AWS CLI, and who waited for it goes on', async () => {
  await using double = startAwsDouble()
  await using home = daemonHome({ env: { AWS_ENDPOINT_URL: double.url, AWS_EC2_METADATA_DISABLED: 'true' } })
  const { scratch } = home
  scratch.write(
    'home/.aws/config',
    '[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n' +
      '[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.awsapps.example/start\n',
  )
  const upstream = { url: 'http://127.0.0.1:9', dialect: 'bedrock', region: 'us-east-1' }
  home.configure({
    listen: { port: freePort() },
    profiles: { cloud: { source: { type: 'aws', profile: 'dev' }, upstream } },
  })
  expect((await home.warmkey('up')).code).toBe(0)
  const ask = () => home.warmkey('token', '--format', 'credential-process')
  expect((await ask()).err).toContain('Sign in: aws sso login --profile dev')

  const login = home.start('login')
  await until(() => double.asked.includes('device token'))
  // The person reads, and allows it.
  double.wanted.isAllowed = true
  const [out, err, code] = await Promise.all([login.stdout.text(), login.stderr.text(), login.exited])
  expect({ err, code }).toEqual({ err: '', code: 0 })
  expect(out).toStartWith(
    'Open https://device.sso.example/?user_code=ABCD-EFGH\nand look whether it shows the code ABCD-EFGH.',
  )
  expect(out).toEndWith('aws profile dev: signed in.\n')

  await until(async () => (await ask()).code === 0)
  expect((await home.status())?.profiles[0]?.signIn).toMatchObject({ how: 'aws sso login --profile dev' })
  expect(double.mistakes).toEqual([])
})
