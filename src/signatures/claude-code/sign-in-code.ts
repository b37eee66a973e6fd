import type { Signature } from '../signature.ts'

export const claudeCodeSignInCode: Signature = {
  id: 'claude-code-sign-in-code',
  title: 'The code of the sign-in was not taken',
  provider: 'claude-code',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [{ printed: /\bInvalid code\. Please make sure the full code was copied\b/i }],
  area: 'account-or-auth',
  meaning: 'The text pasted into the client is not the code that the browser page shows at the end, or not all of it.',
  why: 'The page shows a long code with a # in the middle; terminals cut it at the width or drop what follows, and a code from a mail is another one.',
  commonCauses: [
    'only the part before the # was copied',
    'the six digits of the mail in place of the code of the page',
    'a code of an earlier attempt',
    'a terminal that cut a long line',
  ],
  remedy: [
    'Run /login again and use the new address it prints: each attempt has a code of its own.',
    'Copy the code with the copy button of the page, and paste it in one go.',
  ],
  otherwise: 'Run "claude setup-token" on a machine with a browser and set CLAUDE_CODE_OAUTH_TOKEN here.',
  checks: [
    { on: 'any', look: 'The code in an editor', expect: 'It is long and has one # in it.' },
    { on: 'ssh', look: 'The width of the terminal, tmux and screen', expect: 'They break long lines into several.' },
    {
      on: 'windows',
      look: 'Pasting with right click or Ctrl+Shift+V',
      expect: 'Other ways drop characters in some terminals.',
    },
    { on: 'container', look: 'docker exec -it', expect: 'Without -t the paste is not read.' },
  ],
  worked: 'The client says that the login was successful, and "claude auth status" shows the account.',
  ignorable: 'No: there is no login until a code is taken.',
  prevent: 'Sign in once on a machine with a browser, and use tokens on those without.',
  related: ['claude-code-sign-in-refused', 'claude-code-not-logged-in'],
  seen: [
    {
      text: 'OAuth error: Invalid code. Please make sure the full code was copied',
      source: 'https://github.com/anthropics/claude-code/issues/79703',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
