import type { Signature } from '../signature.ts'

export const litellmNoDatabase: Signature = {
  id: 'litellm-no-database',
  title: 'The LiteLLM proxy has no database for keys',
  provider: 'litellm',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { status: [400, 401], code: ['no_db_connection'] },
    { message: /^No connected db\.?$/i },
    { body: /\bno_db_connection\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The key is not the master key, and without a database the proxy knows no other.',
  why: 'Without DATABASE_URL there are no virtual keys; every key but master_key is looked up in a database that is not there.',
  commonCauses: [
    'a key of another proxy or of the provider',
    'a proxy that was started without DATABASE_URL',
    'a database that is down',
  ],
  remedy: [
    'Use the master_key of the proxy, if it is a proxy of your own.',
    'Otherwise ask the operator to connect the database.',
  ],
  otherwise: 'Read the log of the proxy at its start: it says whether the database is reached.',
  checks: [
    { on: 'any', look: 'curl -s https://PROXY/health/readiness', expect: '"db": "connected".' },
    { on: 'container', look: 'env of the proxy', expect: 'DATABASE_URL is set.' },
  ],
  worked: 'The readiness says connected, and the key is accepted.',
  ignorable: 'No: each request with this key is refused.',
  prevent: 'Let the proxy fail at its start without the database.',
  related: ['litellm-key-unknown', 'litellm-key-not-sent'],
  seen: [
    {
      status: 400,
      text: '{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/auth/user_api_key_auth.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
