import type { Signature } from '../signature.ts'

export const claudeCodeHeaderCharacters: Signature = {
  id: 'claude-code-header-characters',
  title: 'The credential has a character that cannot be sent',
  provider: 'claude-code',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { message: /\bheader value from [A-Z_]{4,40}/, printed: /\bInvalid (?:X-Api-Key|Authorization) header value\b/i },
    { printed: /\bInvalid auth token ·/i },
  ],
  area: 'account-or-auth',
  meaning:
    'Inside the key or token stands a line break, an invisible character or a typographic dash; the client did not send it.',
  why: 'Header values may hold plain characters only; copying from chats, documents and PDF files brings invisible ones along.',
  commonCauses: [
    'a token copied over two lines',
    'a zero-width character from a chat or wiki',
    'a dash that an editor made typographic',
    'two values in one variable',
  ],
  remedy: [
    'Copy the key again from where it was issued, straight into a file, and export it with "export ANTHROPIC_API_KEY=$(tr -d \'\\r\\n\' < file)".',
    'Look at it with "printf %s "$ANTHROPIC_API_KEY" | od -c | head": everything but letters, digits, - and _ is wrong.',
  ],
  otherwise: 'Issue a new key and type the variable name anew: the invisible character can sit there, too.',
  checks: [
    {
      on: 'any',
      look: 'The place and character in the message',
      expect: 'Names the position and the code point, such as U+200B.',
    },
    {
      on: 'windows',
      look: 'Format-Hex in PowerShell on the file',
      expect: 'EF BB BF or FF FE at the start: saved with a byte order mark.',
    },
    { on: 'ci', look: 'The secret as it was pasted', expect: 'Paste it again without a line break at the end.' },
    {
      on: 'vscode',
      look: 'Render whitespace and control characters in the settings file',
      expect: 'Makes the character visible.',
    },
  ],
  worked: 'The message is gone, and the server answers, even if with a refusal.',
  ignorable: 'No: nothing is sent.',
  prevent: 'Hand keys over by a vault or a command, never by chat.',
  related: [
    'claude-code-external-key',
    'claude-code-custom-headers',
    'anthropic-invalid-bearer-token',
    'malformed-bearer',
  ],
  seen: [
    {
      text: 'Invalid API key · Fix external API key · Invalid X-Api-Key header value from ANTHROPIC_API_KEY: it contains a zero-width character (U+200B) at character 7 (12 characters).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Invalid auth token · Fix external auth token · Invalid Authorization header value from ANTHROPIC_AUTH_TOKEN: it contains a line break at character 5 (10 characters on 2 lines).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Invalid API key · Fix external API key',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
