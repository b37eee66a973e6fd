import type { Signature } from '../signature.ts'

export const connectionRefused: Signature = {
  id: 'connection-refused',
  title: 'Nothing listens at the address',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [
    { printed: /\bConnection refused [—-] a firewall or proxy\b/i },
    { printed: /\bUnable to connect to API \((?:ConnectionRefused|ECONNREFUSED)\b/i },
    { printed: /\bcurl: \(7\) Failed to connect to\b/ },
    { printed: /\bFailed to connect to [a-z0-9.-]{3,80}: ECONNREFUSED\b/i },
    {
      printed:
        /\bconnect ECONNREFUSED 127\.0\.0\.1(?::(?!5432\b|3306\b|6379\b|27017\b|9200\b|5672\b|1433\b|11211\b|9092\b|2181\b)\d|$)/,
    },
  ],
  area: 'local-runtime',
  meaning: 'The machine at the address answered that no program takes connections on that port.',
  why: 'Mostly a local gateway or proxy has ended, or the client still points at one that was removed; the credential was never looked at.',
  commonCauses: [
    'a local gateway or router that is not running',
    'ANTHROPIC_BASE_URL left over from a tool that was uninstalled',
    'another port than the one the gateway listens on',
    'a proxy in HTTPS_PROXY that is switched off',
  ],
  remedy: [
    'Start the gateway that the base URL names, or remove ANTHROPIC_BASE_URL from the shell and from settings.json.',
    'If a proxy is set, run "curl -I <proxy address>" and start it or unset HTTPS_PROXY.',
  ],
  otherwise:
    'Run "claude --debug" and look at the first line that names a host and port: that is the address nobody listens on.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -iE "BASE_URL|PROXY"; grep -n BASE_URL ~/.claude/settings.json',
      expect: 'Names the address that is tried; settings win over the shell.',
    },
    { on: 'linux', look: 'ss -ltnp | grep <port>', expect: 'Empty: nothing listens there.' },
    { on: 'macos', look: 'lsof -nP -iTCP:<port> -sTCP:LISTEN', expect: 'Empty: nothing listens there.' },
    {
      on: 'windows',
      look: 'Get-NetTCPConnection -LocalPort <port> -State Listen',
      expect: 'Empty: nothing listens there.',
    },
    {
      on: 'container',
      look: 'curl -sI http://host.docker.internal:<port>',
      expect: 'Inside a container 127.0.0.1 is the container itself, not the host.',
    },
    {
      on: 'wsl',
      look: 'ip route show default',
      expect: 'A gateway on the Windows side has that address, unless mirrored networking is on.',
    },
    {
      on: 'vscode',
      look: 'claudeCode.environmentVariables in the settings',
      expect: 'A base URL there counts for the extension alone.',
    },
  ],
  worked: 'curl to the same address gets any HTTP answer, and the next prompt too.',
  ignorable: 'No: no request leaves the machine until something listens there.',
  prevent:
    'Let a service manager keep the gateway running, and let the tool that set the base URL take it back when it is removed.',
  related: ['dns-not-found', 'connection-dropped', 'claude-code-proxy-tunnel', 'proxy-unreachable'],
  seen: [
    {
      text: 'API Error: Connection refused — a firewall or proxy may be blocking it (ECONNREFUSED)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Unable to connect to API (ConnectionRefused)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.197',
      on: '2026-11-21',
    },
    {
      text: "curl: (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server",
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
    {
      text: "Error: connect ECONNREFUSED 127.0.0.1:9\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {\n  errno: -111,\n  code: 'ECONNREFUSED',\n  syscall: 'connect',\n  address: '127.0.0.1',\n  port: 9\n}",
      source: 'https://nodejs.org/api/errors.html#common-system-errors',
      on: '2026-11-21',
    },
    {
      text: 'Failed to connect to api.anthropic.com: ECONNREFUSED\n\n Please check your internet connection and network settings.',
      source: 'https://github.com/KimYx0207/AI-Coding-Guide-Zh/issues/5',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "API Error: Can't reach the API server — check your internet or DNS (ENOTFOUND)",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Connection dropped (ECONNRESET). Check the gateway set in ANTHROPIC_BASE_URL, then try again.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
