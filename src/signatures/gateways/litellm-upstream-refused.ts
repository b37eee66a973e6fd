import type { Signature } from '../signature.ts'

/** The words of another provider, quoted by a gateway: renewing our key for the gateway cures nothing. */
export const litellmUpstreamRefused: Signature = {
  id: 'litellm-upstream-refused',
  title: 'The gateway itself was refused',
  provider: 'litellm',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    {
      status: [400, 401, 403],
      code: ['400', '401', '403'],
      message: /^litellm\.(?:AuthenticationError|PermissionDeniedError)\b/,
    },
    { status: [400, 401, 403], message: /^litellm\.(?:AuthenticationError|PermissionDeniedError)\b/ },
    { message: /^litellm\.(?:AuthenticationError|PermissionDeniedError): [A-Za-z]{2,40}Exception\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'LiteLLM accepted your key; the provider behind it refused the credentials that LiteLLM uses.',
  why: 'The text is that of the provider, passed on by the gateway; it speaks about the credentials of the gateway, not about yours.',
  commonCauses: [
    'the AWS session of the gateway has ended',
    'the role of the gateway lacks a permission',
    'a provider key in the gateway that was rotated',
  ],
  remedy: [
    'Tell the operator of the LiteLLM gateway: the credentials that it uses for this provider are refused, and nothing on this side can renew them.',
  ],
  otherwise: 'Choose another model group of the gateway that runs on another provider.',
  checks: [
    {
      on: 'any',
      look: 'The name before "Exception" in the message',
      expect: 'BedrockException, VertexAIException and so on: the provider that refused.',
    },
    {
      on: 'any',
      look: 'Another model of the same gateway',
      expect: 'Answered: your key is fine, one provider of the gateway is not.',
    },
  ],
  worked: 'The same request with the same key is answered after the operator renewed the credentials.',
  ignorable: 'No, but nothing on this machine is wrong.',
  prevent: 'Let the gateway take its provider credentials from a source that renews them, and watch their end.',
  related: ['litellm-key-unknown', 'aws-token-invalid', 'aws-not-authorized', 'claude-code-gateway-upstream'],
  seen: [
    {
      status: 403,
      text: '{"error":{"message":"litellm.PermissionDeniedError: BedrockException - {\\"Message\\":\\"User: arn:aws:iam::<account id>:user/litellm-lit6341-proxy is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:<account id>:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action\\"}. Received Model Group=bedrock-haiku\\nAvailable Model Group Fallbacks=None","type":null,"param":null,"code":"403"}}',
      source: 'https://github.com/BerriAI/litellm/pull/39166',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'litellm.AuthenticationError: BedrockException Invalid Authentication - b\'{"message":"The security token included in the request is invalid."}\'',
      source: 'https://github.com/Aider-AI/aider/issues/1986',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Received API Key = sk-...ITlA, Key Hash (Token) =5ea43e256ed93ce3082d9e89be60b7b2ff5709391df2b35b2eca0e493eeb4c72. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
      source: 'https://github.com/BerriAI/litellm/issues/11639',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"error":{"message":"Authentication Error - Expired Key. Key Expiry time 2025-01-01 00:00:00+00:00 and current time 2025-01-06 12:00:00+00:00","type":"expired_key","param":"sk-...","code":"400"}}',
      source: 'https://github.com/BerriAI/litellm/issues/18731',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
