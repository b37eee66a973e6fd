import type { Signature } from '../signature.ts'

export const snowflakeSessionExpired: Signature = {
  id: 'snowflake-session-expired',
  title: 'The Snowflake session is over',
  provider: 'snowflake',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\b390114\b.{1,30}\bAuthentication token has expired\b/i },
    { printed: /\bAuthentication token has expired\.\s{1,4}The user must authenticate again\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'Session token and master token have both ended, and the connection cannot renew itself any more.',
  why: 'The master token lives four hours from its last use: a connection that is idle longer is dead, while the program still holds it.',
  commonCauses: ['four hours without a query', 'a laptop that slept', 'a pool that keeps old connections'],
  remedy: [
    'Close the connection and open a new one, or restart the program.',
    'Set client_session_keep_alive to true if the connection may be idle for hours.',
  ],
  otherwise: 'Let the pool check a connection before it hands it out.',
  checks: [{ on: 'any', look: 'The time since the last query', expect: 'More than four hours.' }],
  worked: 'A query succeeds, and so does one after a night.',
  ignorable: 'No: this connection never works again.',
  prevent: 'Keep the session alive, or make connections short.',
  related: ['snowflake-keypair-expired', 'snowflake-jwt-invalid'],
  seen: [
    {
      text: '390114: Authentication token has expired.  The user must authenticate again.',
      source: 'https://github.com/snowflakedb/gosnowflake/issues/160',
      on: '2026-11-21',
    },
    {
      text: 'ProgrammingError: 390114 (08001): Authentication token has expired. The user must authenticate again.',
      source: 'https://github.com/snowflakedb/snowflake-connector-python/issues/218',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
