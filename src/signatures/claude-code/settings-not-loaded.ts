import type { Signature } from '../signature.ts'

export const claudeCodeSettingsNotLoaded: Signature = {
  id: 'claude-code-settings-not-loaded',
  title: 'A settings file was dropped',
  provider: 'claude-code',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bThese settings did not load\b/i },
    { printed: /\bInvalid or malformed JSON\b/ },
    { printed: /\bManaged settings document could not be parsed\b/i },
  ],
  area: 'local-runtime',
  meaning: 'A settings file has an error, and nothing in it counts: no helper, no base URL, no permission rule.',
  why: 'One comma too many or one value of the wrong kind drops the whole file; the client says so on stderr and goes on, which looks like a wrong credential or model.',
  commonCauses: [
    'a comma after the last entry',
    'comments',
    'conflict markers of git',
    'null or a number where text is expected',
    'an array in env',
  ],
  remedy: [
    'Run "jq . <file>" with the file of the message: it names line and column; mend it there.',
    'If it names a setting in brackets, give it the kind of value it expects.',
    'Start the client again.',
  ],
  otherwise: 'Move the file aside and add its entries again one by one.',
  checks: [
    {
      on: 'any',
      look: 'jq . ~/.claude/settings.json .claude/settings.json .claude/settings.local.json',
      expect: 'The first error is the reason.',
    },
    { on: 'vscode', look: 'The problems panel with the JSON schema of the file', expect: 'Underlines the value.' },
    { on: 'windows', look: 'The path in the message', expect: 'Backslashes in values are written twice.' },
    { on: 'ci', look: 'stderr of the run', expect: 'The only place where it is said.' },
  ],
  worked: 'The warning is gone, and /status shows what the file sets.',
  ignorable: 'No: permission rules and hooks in it do not count either.',
  prevent: 'Check settings files in CI with jq, and let tools write them that keep the JSON whole.',
  related: [
    'claude-code-config-corrupted',
    'claude-code-settings-missing',
    'claude-code-not-logged-in',
    'claude-code-selected-model',
  ],
  seen: [
    {
      text: 'These settings did not load, so nothing in them is in effect, including hooks, permission rules and sandbox settings, though environment variables they already set can stay:\n  /home/dev/.claude/settings.json: Invalid or malformed JSON\nFix each problem listed, then start Claude Code again. For settings sent with applyFlagSettings, shown as SDK inline settings, send them again instead.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'These settings did not load, so nothing in them is in effect, including hooks, permission rules and sandbox settings, though environment variables they already set can stay:\n  /home/dev/.claude/settings.json (apiKeyHelper): Expected string, but received number\nFix each problem listed, then start Claude Code again. For settings sent with applyFlagSettings, shown as SDK inline settings, send them again instead.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: '/etc/claude-code/managed-settings.json: Managed settings document could not be parsed as a JSON object; none of its settings are in effect. Fix or remove it.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
