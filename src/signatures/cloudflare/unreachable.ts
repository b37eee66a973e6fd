import type { Signature } from '../signature.ts'

export const cloudflareUnreachable: Signature = {
  id: 'cloudflare-unreachable',
  title: 'Cloudflare does not reach the server',
  provider: 'cloudflare',
  cause: 'connection',
  renewable: 'no',
  when: [
    {
      printed: /<(?:!doctype )?html\b[\s\S]{0,900}\b522: Connection timed out\b/i,
      body: /\b522: Connection timed out\b/i,
    },
    { printed: /\b522: Connection timed out\b/i },
    { printed: /\bcloudflare-5xx-errors\/error-522\b/ },
    { printed: /\berror code: 522\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The server behind Cloudflare did not take the connection.',
  why: 'The fault lies between Cloudflare and the server of the provider or gateway, not on your side.',
  commonCauses: [
    'the server is down or overloaded',
    'a firewall in front of it refuses Cloudflare',
    'a gateway of your own that is not running',
  ],
  remedy: [
    'Look at the status page of the host that the message names.',
    'Wait as long as retry_after says, then repeat the prompt.',
  ],
  otherwise: 'If the host is your own gateway, start it and let its firewall accept the addresses of Cloudflare.',
  checks: [
    { on: 'any', look: 'The zone or title in the message', expect: 'Whose server it is.' },
    { on: 'any', look: 'curl -sI https://HOST | head -1', expect: 'Still 522: wait.' },
  ],
  worked: 'The prompt is answered.',
  ignorable: 'Yes, for some minutes: it passes by itself when the server is back.',
  prevent: 'Have a second provider or gateway ready.',
  related: ['cloudflare-timeout', 'cloudflare-unknown', 'connect-timeout'],
  seen: [
    {
      text: 'API Error: 522 {"type":"https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-522/","title":"Error 522: Connection timed out","status":522,"detail":"Cloudflare could not establish a TCP connection to the origin server. The TCP handshake timed out, which may indicate the origin is overloaded, firewalling Cloudflare, or unreachable at the network level.","instance":"a09ddee54e2fbedb","error_code":522,"error_name":"connection_timeout","error_category":"origin","ray_id":"a09ddee54e2fbedb"',
      source: 'https://github.com/anthropics/claude-code/issues/67341',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
