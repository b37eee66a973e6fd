import type { Signature } from '../signature.ts'

export const codexStreamDisconnected: Signature = {
  id: 'codex-stream-disconnected',
  title: 'Codex lost the answer on its way',
  provider: 'codex',
  cause: 'connection',
  renewable: 'no',
  when: [{ printed: /\bstream disconnected before completion\b/i }],
  area: 'local-runtime',
  meaning: 'The request went out or was about to, and its stream of answers ended before the end.',
  why: 'Codex prints these words for every break: no connection at all ("error sending request"), one that was cut, and an error that the server sent inside the stream.',
  commonCauses: [
    'a VPN, a proxy or a firewall that cuts long connections',
    'a local gateway that is not running, when the address is 127.0.0.1',
    'an incident at the provider, when a request ID is named',
    'a laptop that slept',
  ],
  remedy: [
    'Read what follows the colon: "error sending request for url" means that nothing was reached, a request ID that the server itself failed.',
    'Try the address in the same shell with curl -sv; leave the VPN or set HTTPS_PROXY, and send the prompt again.',
  ],
  otherwise: 'Raise stream_max_retries and stream_idle_timeout_ms of the provider in ~/.codex/config.toml.',
  checks: [
    {
      on: 'any',
      look: 'tail -50 ~/.codex/log/codex-tui.log',
      expect: 'The cause of the transport, below these words.',
    },
    { on: 'any', look: 'env | grep -i proxy', expect: 'A proxy that the browser has and this shell does not.' },
  ],
  worked: 'A long answer arrives to its end.',
  ignorable: 'Yes, when the reconnect that is announced succeeds; no, after the fifth.',
  prevent: 'Exempt the host from inspection, and from idle timeouts shorter than a long answer.',
  related: ['connection-error', 'connection-dropped', 'codex-retry-limit'],
  seen: [
    {
      text: 'stream disconnected before completion: error sending request for url (https://chatgpt.com/backend-api/codex/responses)',
      source: 'https://github.com/openai/codex/issues/13811',
      on: '2026-11-21',
    },
    {
      text: 'stream disconnected before completion: An error occurred while processing your request. You can retry your request, or contact us through our help center at help.openai.com if the error persists. Please include the request ID 5036c677-60f5-4aef-ad04-da4182e0fc56 in your message.',
      source: 'https://github.com/openai/codex/issues/19121',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
