import type { Signature } from '../signature.ts'

export const bedrockStreamContentType: Signature = {
  id: 'bedrock-stream-content-type',
  title: 'A gateway changed the stream of Bedrock',
  provider: 'aws',
  cause: 'malformed-response',
  renewable: 'no',
  when: [
    { printed: /\bBedrock streaming response has content-type\b/i },
    { printed: /\bTruncated event message received\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The answer of Bedrock arrived in another form than the binary stream that the client reads, or cut short.',
  why: 'Gateways that turn the stream into JSON lines or text events, or buffer and cut it, break the frames and checksums of the AWS event stream.',
  commonCauses: [
    'a gateway that translates Bedrock into text events',
    'a proxy that compresses or buffers',
    'a load balancer that cuts long answers',
  ],
  remedy: [
    'Let the gateway pass the body of invoke-with-response-stream on byte for byte, with content-type application/vnd.amazon.eventstream.',
    'If the gateway speaks the messages protocol, set ANTHROPIC_BASE_URL instead of ANTHROPIC_BEDROCK_BASE_URL.',
  ],
  otherwise: 'Send one request straight to Bedrock: if that works, only the gateway is at fault.',
  checks: [
    { on: 'any', look: 'curl -sI on the stream path of the gateway', expect: 'The content-type that arrives.' },
    { on: 'any', look: 'Compression and buffering in the gateway', expect: 'Both off for these paths.' },
    { on: 'container', look: 'Whether base URLs of both kinds are set', expect: 'The wrong one may win.' },
  ],
  worked: 'An answer streams to its end through the gateway.',
  ignorable: 'No: the answer cannot be read.',
  prevent: 'Test gateways with a streamed answer, and not only with a short one.',
  related: ['sign-in-page', 'closed-mid-response', 'aws-signature-mismatch'],
  seen: [
    {
      text: 'API Error: Bedrock streaming response has content-type "text/event-stream"; expected "application/vnd.amazon.eventstream". A gateway or proxy between Claude Code and Bedrock is likely transforming the response body — Bedrock\'s binary event-stream format must be passed through unmodified. Set CLAUDE_CODE_DISABLE_BEDROCK_CONTENT_TYPE_GUARD=1 to suppress this check while the gateway is being fixed.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
