import type { Signature } from '../signature.ts'

export const closedMidResponse: Signature = {
  id: 'closed-mid-response',
  title: 'The answer broke off in the middle',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [{ printed: /\bConnection closed mid-response\b/i }, { printed: /\bResponse stalled mid-stream\b/i }],
  area: 'local-runtime',
  meaning: 'The answer had begun and then stopped: what is on the screen is not all of it.',
  why: 'Answers arrive as a stream over minutes; whatever cuts or holds a connection on the way ends it in the middle, and it is not sent again because a tool could run twice.',
  commonCauses: [
    'a proxy with an idle timeout of a minute',
    'a laptop that slept or changed networks',
    'a gateway that was restarted',
    'an incident at the provider',
  ],
  remedy: [
    'Type "continue": the conversation goes on from what has arrived.',
    'If it breaks off again, try once without VPN, proxy and gateway.',
  ],
  otherwise: 'Ask for smaller steps, so that each answer is shorter than the timeout of the device that cuts.',
  checks: [
    {
      on: 'any',
      look: 'The time from the start of the answer to the break',
      expect: 'The same number each time: an idle timeout on the way.',
    },
    { on: 'any', look: 'https://status.claude.com', expect: 'An incident explains it without a fault on your side.' },
    {
      on: 'ssh',
      look: 'ServerAliveInterval in ~/.ssh/config',
      expect: 'Without it the terminal, not the answer, may be what broke off.',
    },
  ],
  worked: 'A long answer ends with its usual prompt line and no warning.',
  ignorable: 'Not for the answer at hand, which is incomplete; otherwise yes, if it stays a single one.',
  prevent: 'Raise idle timeouts on the way to five minutes and more, and never buffer event streams.',
  related: ['connection-dropped', 'request-timed-out', 'anthropic-overloaded'],
  seen: [
    {
      text: 'API Error: Connection closed mid-response. The response above may be incomplete.',
      source: 'https://github.com/anthropics/claude-code/issues/74224',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Connection to the API was lost (ECONNRESET). This is usually temporary — try again.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
