/**
 * Any program that uses an SDK on Bedrock, under `warmkey run --profile`: it finds the gateway and a key in its
 * environment, and nothing of the session that warmkey keeps.
 */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { awsKeys, mintCommand, openBedrock, region } from '../kit/bedrock-home.ts'
import { checkout, clientEnv, warmkey } from '../kit/living-client.ts'
import { needsPython, pythonProgram } from '../kit/python.ts'
import { makeScratch } from '../kit/scratch.ts'

const model = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const bun = join(checkout, 'node_modules', 'bun', 'bin', 'bun.exe')

/** What the program prints whose text is `script`, started with a profile whose first session has ended. */
async function runs(program: readonly string[]): Promise<{ out: string; err: string; statuses: (number | null)[] }> {
  using scratch = makeScratch()
  await using story = await openBedrock()
  const helper = mintCommand(scratch)
  scratch.write('project/readme', '')
  scratch.write('home/.profile', '')
  const source = { type: 'command', command: helper.path }
  const upstream = { url: story.emulator.url, dialect: 'bedrock', region }
  const config = scratch.write('config.jsonc', JSON.stringify({ profiles: { cloud: { source, upstream } } }))
  const [one, two] = [awsKeys(1), awsKeys(2)]
  story.accept(1)
  story.accept(2)
  story.expire(1)
  const child = Bun.spawn([warmkey, 'run', '--profile', 'cloud', '--', ...program], {
    env: clientEnv(scratch, { WARMKEY_CONFIG: config, AWS_PROFILE: 'of-the-shell', AWS_SESSION_TOKEN: 'of-the-shell' }),
    cwd: scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  for (const { secretAccessKey, sessionToken } of [one, two]) {
    expect(out).not.toContain(secretAccessKey)
    expect(out).not.toContain(sessionToken)
  }
  return { out, err, statuses: story.emulator.seen.map(({ status }) => status) }
}

const python = `
import boto3, os
client = boto3.client("bedrock-runtime")
said = client.converse(modelId="${model}", messages=[dict(role="user", content=[dict(text="good day")])])
print(said["output"]["message"]["content"][0]["text"])
print({name: value for name, value in os.environ.items() if name.startswith("AWS_")})
`

needsPython()('boto3, with nothing of it configured', async () => {
  expect(await runs([pythonProgram(), '-c', python])).toEqual({
    out: expect.stringContaining('You said: good day'),
    err: '',
    statuses: [403, 200],
  })
})

test('the SDK of Anthropic, with nothing of it configured', async () => {
  const script = `
    import AnthropicBedrock from '@anthropic-ai/bedrock-sdk'
    const client = new AnthropicBedrock()
    const messages = [{ role: 'user', content: 'good day' }]
    const { content } = await client.messages.create({ model: '${model}', max_tokens: 50, messages })
    console.log(content[0].text)
    console.log(JSON.stringify(process.env))`
  expect(await runs([bun, '--cwd', checkout, '-e', script])).toEqual({
    out: expect.stringContaining('You said: good day'),
    err: '',
    statuses: [403, 200],
  })
})
