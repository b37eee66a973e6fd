import type { Signature } from '../signature.ts'

/** The same few words come from many servers, and some of them mean an expired key: hence unsure. */
export const gatewayKeyUnknown: Signature = {
  id: 'gateway-key-unknown',
  title: 'The gateway does not know the key',
  provider: 'gateway',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error', '401'], message: /^Invalid or missing API key\b/i },
    { status: [401], message: /^(?:Invalid or missing API key\b|Invalid API key\.?$|token not found\.?$)/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The gateway does not know the key, or looks for it in the other of the two headers in which a key can travel.',
  why: 'Keys travel in two different headers, and clients send sometimes one, sometimes both; a gateway that reads the other one sees no key or a foreign one.',
  commonCauses: [
    'a key of the provider sent to the gateway',
    'a key in the header that the gateway does not read',
    'a saved key that travels beside the right token',
    'a key that was deleted in the gateway',
  ],
  remedy: [
    'Check that the key of this profile is a key of this gateway, and set the header of the upstream to the one that the gateway reads.',
    'If the client sends two credentials, remove the one that is not for the gateway.',
  ],
  otherwise: 'Try the key with curl in each of the two headers: the one that is answered is the one to configure.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_(API_KEY|AUTH_TOKEN|CUSTOM_HEADERS)"',
      expect: 'Both set: two credentials travel, and the server chooses.',
    },
    { on: 'any', look: '/status in Claude Code', expect: 'Names every source of a credential that counts.' },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code"',
      expect: 'A key saved by an earlier login is sent along.',
    },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'May hold the key of another gateway.',
    },
  ],
  worked: 'A prompt is answered, and the log of the gateway shows your key.',
  ignorable: 'No: every request is refused.',
  prevent: 'Set address, header and key of a gateway together in one profile.',
  related: ['litellm-key-unknown', 'anthropic-invalid-api-key', 'claude-code-auth-conflict', 'malformed-bearer'],
  seen: [
    {
      status: 401,
      text: '{"detail":{"type":"error","error":{"type":"authentication_error","message":"Invalid or missing API key. Use x-api-key header or Authorization: Bearer."}}}',
      source: 'https://github.com/jwadow/kiro-gateway/issues/65',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}',
      source: 'https://github.com/anthropics/claude-code/issues/9694',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
