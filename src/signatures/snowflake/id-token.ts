import type { Signature } from '../signature.ts'

export const snowflakeIdToken: Signature = {
  id: 'snowflake-id-token',
  title: 'The cached Snowflake browser login is not valid',
  provider: 'snowflake',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\b390195\b.{1,30}\bThe provided ID Token is invalid\b/i },
    { printed: /\bID token expired\. Reauthenticating\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The ID token that saves you the browser was kept in the keychain, and Snowflake does not take it any more.',
  why: 'It lives four hours; the driver then opens the browser again, which a program without a screen cannot.',
  commonCauses: ['four hours are over', 'a program without a browser', 'a token of another account or user'],
  remedy: [
    'Run the program once in a terminal with a browser, and sign in.',
    'Delete the cached token if the browser does not open: ~/.cache/snowflake on Linux, the keychain entry on macOS.',
  ],
  otherwise: 'Use a key pair or a programmatic access token for what runs unattended.',
  checks: [
    { on: 'linux', look: 'ls ~/.cache/snowflake', expect: 'A credential cache of this user.' },
    { on: 'macos', look: 'The keychain, entries with SNOWFLAKE-PYTHON-DRIVER', expect: 'One per account and user.' },
  ],
  worked: 'The browser opens once, and the query succeeds.',
  ignorable: 'Yes, where the driver says that it reauthenticates and does.',
  prevent: 'Use externalbrowser only where a person sits.',
  related: ['snowflake-session-expired', 'snowflake-jwt-invalid'],
  seen: [
    {
      text: 'ID token expired. Reauthenticating...: 390195 (08001): None: The provided ID Token is invalid.',
      source: 'https://github.com/snowflakedb/snowflake-connector-python/issues/1415',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
