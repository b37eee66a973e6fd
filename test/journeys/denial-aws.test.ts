/**
 * A refusal of AWS that is final reaches the person in front of Claude Code at once and in the words of AWS, in each of
 * its modes that lead there; measured without warmkey, the client asks for minutes and shows nothing.
 */
import { describe, expect } from 'bun:test'
import { bedrock } from '../../src/gateway/dialects/bedrock.ts'
import { messages } from '../../src/gateway/dialects/messages.ts'
import { awsSource } from '../kit/aws-source.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type GatewayWorld, openGatewayWorld } from '../kit/gateway-world.ts'
import { clientEnv } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch } from '../kit/scratch.ts'
import { openScriptedAws, type ScriptedAnswer } from '../kit/scripted-aws.ts'

const inBedrock = ({ gateway, key }: GatewayWorld) => ({
  CLAUDE_CODE_USE_BEDROCK: '1',
  CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
  ANTHROPIC_BEDROCK_BASE_URL: gateway.url,
  ANTHROPIC_AUTH_TOKEN: key,
  AWS_REGION: 'us-east-1',
})
const inMantle = ({ gateway, key }: GatewayWorld) => ({
  CLAUDE_CODE_USE_MANTLE: '1',
  CLAUDE_CODE_SKIP_MANTLE_AUTH: '1',
  ANTHROPIC_BEDROCK_MANTLE_BASE_URL: gateway.url,
  ANTHROPIC_AUTH_TOKEN: key,
  AWS_REGION: 'us-east-1',
})
const onThePlatform = ({ gateway, key }: GatewayWorld) => ({
  CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
  CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH: '1',
  ANTHROPIC_AWS_BASE_URL: gateway.url,
  ANTHROPIC_AWS_WORKSPACE_ID: 'wrkspc_1',
  ANTHROPIC_AUTH_TOKEN: key,
  AWS_REGION: 'us-east-1',
})

const region = 'us-east-1'
const bedrockUpstream = { dialect: bedrock, header: 'authorization', signing: { service: 'bedrock', region } }
const mantle = { dialect: messages, signing: { service: 'bedrock-mantle', region } }
const platform = { dialect: messages, signing: { service: 'aws-external-anthropic', region } }

/** One prompt in front of an AWS that gives this answer to everything. */
async function promptInFrontOf(
  client: string,
  answer: ScriptedAnswer,
  upstream: typeof bedrockUpstream | typeof mantle,
  mode: (world: GatewayWorld) => Record<string, string>,
) {
  using scratch = makeScratch()
  using aws = openScriptedAws(answer)
  await using world = await openGatewayWorld({ source: awsSource(), upstream: { base: aws.url, ...upstream } })
  scratch.write('project/readme', '')
  const child = Bun.spawn([client, '-p', 'hello'], {
    env: clientEnv(scratch, mode(world)),
    cwd: scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [screen] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  const asked = world.events.filter((event) => event.type === 'request').length
  return { screen: screen.trim(), asked, sent: aws.seen.length, renewals: world.source.calls - 1 }
}

const json = (message: string) => JSON.stringify({ message })
const deny = json(
  'User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel on resource: m with an explicit deny in an identity-based policy',
)
const skew = json(
  'Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)',
)

for (const version of ['2.1.197', '2.1.329'] as const) {
  const client = claudeBinary(version) ?? ''
  const it = needsClaude(version)
  describe(`Claude Code ${version} in Bedrock mode`, () => {
    it('a missing permission: one request, nothing renewed, the words of AWS', async () => {
      const answer = { status: 403, type: 'AccessDeniedException', body: deny }
      const { screen, ...counts } = await promptInFrontOf(client, answer, bedrockUpstream, inBedrock)
      expect(screen).toStartWith('API Error: 424 User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:Inv')
      expect(counts).toEqual({ asked: 1, sent: 1, renewals: 0 })
    })

    it('a clock that is behind: named as that, nothing renewed', async () => {
      const answer = { status: 403, type: 'InvalidSignatureException', body: skew }
      const { screen, ...counts } = await promptInFrontOf(client, answer, bedrockUpstream, inBedrock)
      expect(screen).toMatch(/^API Error: 424 Signature expired: .* Set the clock of this machine/s)
      expect(counts).toEqual({ asked: 1, sent: 1, renewals: 0 })
    })

    it.each([
      [400, 'ExpiredTokenException', 'The security token included in the request is expired'],
      [403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
      [401, 'UnauthorizedException', 'Nobody knows these words.'],
    ])('a %i %s that a renewal does not cure: asked once, renewed once', async (status, type, message) => {
      const answer = { status, type, body: json(message) }
      const { screen, asked, renewals } = await promptInFrontOf(client, answer, bedrockUpstream, inBedrock)
      expect(screen).toStartWith(`API Error: 424 ${message}`)
      expect(screen).toContain('warmkey renewed it from aws profile dev, and that did not help.')
      expect({ asked, renewals }).toEqual({ asked: 1, renewals: 1 })
    })

    it('a use case form that nobody filled in: asked once, in the words of AWS', async () => {
      const message = 'Model use case details have not been submitted for this account.'
      const answer = { status: 404, type: 'ResourceNotFoundException', body: json(message) }
      const { screen, ...counts } = await promptInFrontOf(client, answer, bedrockUpstream, inBedrock)
      expect(screen).toStartWith(`API Error: 424 ${message}`)
      expect(counts).toEqual({ asked: 1, sent: 1, renewals: 0 })
    })
  })
}

describe('Claude Code 2.1.329, a missing permission', () => {
  const it = needsClaude('2.1.329')
  const client = claudeBinary('2.1.329') ?? ''
  const message = 'User: arn:aws:iam::1:user/x is not authorized to perform: aws-external-anthropic:CreateInference'
  const body = JSON.stringify({ type: 'error', error: { type: 'permission_error', message } })
  it('in Mantle: one request, the words of AWS', async () => {
    const { screen, ...counts } = await promptInFrontOf(client, { status: 403, body }, mantle, inMantle)
    expect(screen).toStartWith(`API Error: 424 ${message}`)
    expect(counts).toEqual({ asked: 1, sent: 1, renewals: 0 })
  })
  it('on the Claude Platform on AWS: one request, the words of AWS', async () => {
    const { screen, ...counts } = await promptInFrontOf(client, { status: 403, body }, platform, onThePlatform)
    expect(screen).toStartWith(`API Error: 424 ${message}`)
    expect(counts).toEqual({ asked: 1, sent: 1, renewals: 0 })
  })
})
