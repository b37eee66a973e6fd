import type { Signature } from '../signature.ts'

export const claudeCodeRemoteControl: Signature = {
  id: 'claude-code-remote-control',
  title: 'Remote Control lost its connection',
  provider: 'claude-code',
  cause: 'connection',
  renewable: 'no',
  when: [{ printed: /\bRemote Control disconn/ }, { printed: /\bRemote Control failed to connect\b/i }],
  area: 'local-runtime',
  meaning: 'The session on this machine goes on; only the link to the phone or the web is gone.',
  why: 'The link hangs on the login of the machine and on a lasting connection: a login that ended, a sleeping machine or another conversation in the same terminal ends it, and keys and gateways switch it off altogether.',
  commonCauses: [
    'a login that has ended or was renewed',
    'a machine that slept or changed networks',
    'ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN or a helper, with which there is no Remote Control',
    'a terminal that moved on to another conversation',
  ],
  remedy: [
    'Run /remote-control in the session to connect again.',
    'If it refuses, run /login, then /remote-control.',
    'If a key, token or helper is set, take it away for this session: Remote Control needs a login.',
  ],
  otherwise: 'Reach the machine by SSH and attach to the terminal of the session (tmux) to sign in there.',
  checks: [
    { on: 'any', look: '/status', expect: 'Login method: a key or helper there rules Remote Control out.' },
    { on: 'ssh', look: 'tmux ls', expect: 'The session lives on in there.' },
    { on: 'macos', look: 'pmset -g | grep sleep', expect: 'A machine that sleeps drops the link.' },
    { on: 'windows', look: 'powercfg /requests', expect: 'Nothing keeps the machine awake.' },
  ],
  worked: 'The phone shows the session as connected and takes a prompt.',
  ignorable: 'Yes, if you sit at the machine.',
  prevent: 'Keep the machine awake, and sign in anew before the day that the client warns of.',
  related: [
    'claude-code-login-expired',
    'claude-code-login-ends-soon',
    'claude-code-auth-conflict',
    'connection-dropped',
  ],
  seen: [
    {
      text: 'Remote Control disconnected.',
      source: 'https://github.com/anthropics/claude-code/issues/32819',
      on: '2026-11-21',
    },
    {
      text: 'Remote Control failed to connect: Remote Control connect timed out',
      source: 'https://github.com/anthropics/claude-code/issues/95577',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
