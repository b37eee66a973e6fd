/** AWS tools that nobody here wrote, with credentials that warmkey keeps: boto3 through `credential_process`, and its end. */
import { expect } from 'bun:test'
import { filesUnder, leaksIn } from '../kit/canary.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../kit/living-client.ts'
import { startMoto } from '../kit/moto.ts'
import { needsPython, pythonProgram } from '../kit/python.ts'

const secret = 'canary-9b7c2f1e0a6d4c3b8e5f'
const role = 'arn:aws:iam::123456789012:role/llm'

const whoami = `
import boto3, sys
session = boto3.Session(profile_name='tool')
found = session.get_credentials()
client = session.client('sts', region_name='us-east-1', endpoint_url=sys.argv[1])
print(found.method, client.get_caller_identity()['Arn'], found.get_frozen_credentials().access_key)
`

const test = needsPython()

test('boto3 signs with what the daemon keeps, four tools ask AWS once, and a rotated file is seen at once', async () => {
  await using moto = await startMoto()
  await using home = daemonHome({ env: { AWS_ENDPOINT_URL: moto.url, AWS_EC2_METADATA_DISABLED: 'true' } })
  const { scratch } = home
  const keys = (n: number) => `[base]\naws_access_key_id = AKIACANARY${n}\naws_secret_access_key = ${secret}\n`
  scratch.write('home/.aws/credentials', keys(1))
  scratch.write(
    'home/.aws/config',
    `[profile llm]\nrole_arn = ${role}\nsource_profile = base\n` +
      `[profile tool]\ncredential_process = ${warmkey} token --profile cloud --format credential-process\n`,
  )
  const upstream = { url: 'http://127.0.0.1:9', dialect: 'bedrock', region: 'us-east-1' }
  home.configure({
    listen: { port: freePort() },
    default: 'cloud',
    profiles: {
      cloud: { source: { type: 'aws', profile: 'llm' }, upstream },
      bare: { source: { type: 'aws', profile: 'base' }, upstream },
    },
  })
  const tool = async () => {
    const run = Bun.spawn([pythonProgram(), '-I', '-c', whoami, moto.url], {
      env: home.env,
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const [out, err] = await Promise.all([run.stdout.text(), run.stderr.text(), run.exited])
    return { out, err }
  }
  const posts = () => moto.log().split('"POST ').length - 1
  expect((await home.warmkey('up')).code).toBe(0)

  const first = await tool()
  expect(first).toEqual({
    out: expect.stringMatching(/^custom-process arn:aws:sts::123456789012:assumed-role\/llm\/\S+ ASIA\w+\n$/),
    err: '',
  })
  const before = posts()
  const others = await Promise.all(Array.from({ length: 3 }, tool))
  // Each asks who it is, and none for a role of its own.
  expect(posts() - before).toBe(3)
  expect(new Set([first, ...others].map(({ out }) => out)).size).toBe(1)

  // Both formats, from the same keeper; everything else says why not.
  const given = await home.warmkey('token', '--format', 'aws-credential-export')
  const { Credentials } = JSON.parse(given.out)
  expect(first.out).toContain(Credentials.AccessKeyId)
  expect(Date.parse(Credentials.Expiration)).toBeGreaterThan(Date.now() + 50 * 60_000)
  const bearer = await home.warmkey('token')
  expect(bearer).toMatchObject({ code: 2, out: '' })
  expect(bearer.err).toMatch(
    /^warmkey: The profile "cloud" gives AWS credentials, [^\n]+ --format credential-process, [^\n]+\n$/,
  )

  // Two profiles of AWS are two keepers, each with its life.
  const kept = async (name: string) => (await home.status())?.profiles.find((each) => each.name === name)
  expect(await kept('cloud')).toMatchObject({
    source: 'aws profile llm',
    credential: { fingerprint: expect.stringMatching(/^[\da-f]{8}$/), expiresAtMs: Date.parse(Credentials.Expiration) },
  })
  const bare = async () =>
    JSON.parse((await home.warmkey('token', '--profile', 'bare', '--format', 'credential-process')).out)
  expect(await bare()).toEqual({ Version: 1, AccessKeyId: 'AKIACANARY1', SecretAccessKey: secret })
  expect(await kept('bare')).toMatchObject({ credential: { expiresAtMs: null } })

  // A refusal makes it read again; nothing of the SDK's own memory comes between.
  scratch.write('home/.aws/credentials', keys(2))
  expect((await home.warmkey('invalidate', '--profile', 'bare')).code).toBe(0)
  expect(await bare()).toMatchObject({ AccessKeyId: 'AKIACANARY2' })

  const said = await home.warmkey('status', '--json')
  const places = new Map<string, Uint8Array | string>([...filesUnder(home.state), ['status', said.out + said.err]])
  expect(places.size).toBeGreaterThan(1)
  expect(leaksIn(places, { secret })).toEqual([])
})

test('a profile that is gone says so to the tool that asked, in one line', async () => {
  await using home = daemonHome({ env: { AWS_EC2_METADATA_DISABLED: 'true' } })
  home.scratch.write(
    'home/.aws/config',
    `[profile tool]\ncredential_process = ${warmkey} token --format credential-process\n`,
  )
  home.configure({
    default: 'cloud',
    profiles: {
      cloud: {
        source: { type: 'aws', profile: 'gone' },
        upstream: { url: 'http://127.0.0.1:9', dialect: 'bedrock', region: 'us-east-1' },
      },
    },
  })
  const run = Bun.spawn([pythonProgram(), '-I', '-c', whoami, 'http://127.0.0.1:9'], {
    env: home.env,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([run.stdout.text(), run.stderr.text()])
  expect(out).toBe('')
  expect(err).toContain('There is no AWS profile "gone" in ~/.aws/config or ~/.aws/credentials; there are: tool.')
})
