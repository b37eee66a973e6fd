import { json, type Wording } from './wording.ts'

export const gateways: readonly Wording[] = [
  {
    id: 'databricks-invalid-token',
    kind: 'expired',
    status: 403,
    headers: json,
    body: '{"error_code":403,"message":"Invalid Token"}',
    source: 'https://github.com/anthropics/claude-code/issues/43436',
  },
  {
    id: 'databricks-token-expiring',
    kind: 'expired',
    status: 403,
    headers: json,
    body: '{"error_code":403,"message":"Token is expiring within 30 seconds. (token expired)"}',
    source: 'https://github.com/databricks/databricks-vscode/issues/583',
  },
  {
    id: 'copilot-token-expired',
    kind: 'expired',
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'token expired or invalid',
    source: 'https://github.com/microsoft/vscode-copilot-release/issues/5823',
  },
  {
    id: 'litellm-unknown-key',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
    source: 'https://docs.litellm.ai/docs/proxy/virtual_keys',
  },
  {
    // A server need say no more than this.
    id: 'oauth-challenge',
    kind: 'expired',
    status: 401,
    headers: {
      'www-authenticate': 'Bearer realm="llm", error="invalid_token", error_description="The access token expired"',
    },
    body: '',
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
  },
  {
    id: 'waf-html',
    kind: 'denied',
    status: 403,
    headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
    body: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n',
    source: 'https://code.claude.com/docs/en/llm-gateway-protocol',
  },
]
