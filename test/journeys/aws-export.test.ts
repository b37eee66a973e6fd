/** Claude Code in Bedrock mode signs by itself with what `warmkey token` prints for its `awsCredentialExport`. */
import { expect } from 'bun:test'
import { clientVersions } from '../../scripts/clients.mjs'
import { claudeBinary } from '../kit/clients.ts'
import { daemonHome } from '../kit/daemon-home.ts'
import { warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { openScriptedAws } from '../kit/scripted-aws.ts'

const keys = { accessKeyId: 'ASIAFAKEFAKEFAKE0001', secretAccessKey: 'fake-secret', sessionToken: 'fake-session-token' }
const denied = { status: 424, body: JSON.stringify({ message: 'This is enough.' }) }

for (const version of clientVersions) {
  for (const format of ['aws-credential-export', 'credential-process']) {
    needsClaude(version)(`${version} takes --format ${format}`, async () => {
      using bedrock = openScriptedAws(denied)
      await using home = daemonHome({
        env: {
          CLAUDE_CODE_USE_BEDROCK: '1',
          ANTHROPIC_BEDROCK_BASE_URL: bedrock.url,
          AWS_REGION: 'us-east-1',
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      })
      const { scratch, env } = home
      scratch.write(
        'home/.aws/credentials',
        `[llm]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\naws_session_token = ${keys.sessionToken}\n`,
      )
      const upstream = { url: 'http://127.0.0.1:9', dialect: 'bedrock', region: 'us-east-1' }
      home.configure({ profiles: { cloud: { source: { type: 'aws', profile: 'llm' }, upstream } } })
      const awsCredentialExport = `${warmkey} token --format ${format}`
      scratch.write('home/.claude/settings.json', JSON.stringify({ awsCredentialExport }))
      const client = Bun.spawn([claudeBinary(version) ?? '', '-p', 'hello'], {
        env: { ...env, HOME: scratch.path('home') },
        cwd: scratch.path('project'),
        stdin: 'ignore',
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const [out] = await Promise.all([client.stdout.text(), client.stderr.text(), client.exited])
      const asked = bedrock.seen.find(({ target }) => target.includes('/invoke'))
      expect({ out, problem: asked?.problem(keys) }).toEqual({
        out: expect.stringContaining('This is enough.'),
        problem: null,
      })
    })
  }
}
