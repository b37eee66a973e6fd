import type { Signature } from '../signature.ts'

export const anthropicRequestNotAllowed: Signature = {
  id: 'anthropic-request-not-allowed',
  title: 'The account or the place may not ask',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [
    { status: [403], code: ['forbidden'], message: /\bRequest not allowed\b/i },
    { status: [403], message: /\bRequest not allowed\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The API refuses this account or this network: no plan or role for it, a region that is not served, or a proxy that sends sign-in and requests different ways.',
  why: 'The edge in front of the API refuses by account, plan and place before it looks at the request; the answer has another shape than those of the API itself.',
  commonCauses: [
    'a VPN or hosting network in a region that is not served',
    'sign-in over one network and requests over another',
    'an account without a plan or role for this use',
  ],
  remedy: [
    'Check that the account has a plan or a role that includes the API, and that requests leave from a supported region.',
    'If a proxy or VPN is in use, send sign-in and API requests through the same one.',
  ],
  otherwise: 'Try from another network with the same credential: if that works, it was the place and not the account.',
  checks: [
    {
      on: 'any',
      look: 'curl -sI https://api.anthropic.com/v1/messages',
      expect: 'A 403 without any credential means that the network is refused.',
    },
    { on: 'any', look: 'The exit country of the VPN', expect: 'It must be one of the supported countries.' },
    {
      on: 'container',
      look: 'HTTPS_PROXY inside the container',
      expect: 'Another exit than that of the host explains why only the container is refused.',
    },
    {
      on: 'ci',
      look: 'The region of the runner',
      expect: 'Hosted runners may leave from a region that is not served.',
    },
  ],
  worked: 'The same request is answered from the other network, or after the plan was changed.',
  ignorable: 'No: signing in again and waiting change nothing.',
  prevent: 'Send the hosts of the API past the VPN, or all of them through the same exit.',
  related: ['anthropic-permission-denied', 'html-forbidden', 'host-not-allowed', 'claude-code-network-blocked'],
  seen: [
    {
      status: 403,
      text: '{"error":{"type":"forbidden","message":"Request not allowed"}}',
      source: 'https://github.com/anthropics/claude-code/issues/700',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'Failed to authenticate. API Error: 403 Request not allowed',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
