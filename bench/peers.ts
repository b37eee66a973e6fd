/** The proxies that warmkey is measured beside: their configurations, and what is missing on this machine. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { end, freePort, listening, own, type Target } from './processes.ts'
import { upstreamKey } from './wire.ts'

export interface Peer {
  readonly name: 'nginx tuned' | 'nginx as installed' | 'HAProxy'
  /** Debian package that brings it. */
  readonly from: string
  readonly program: string
  config(port: number, upstream: number, directory: string): string
  argv(program: string, directory: string, file: string): string[]
}

/**
 * One worker, as warmkey is one process; connections to the upstream are kept; the credential is put on each request,
 * as warmkey does. The two differ in one line: by default nginx writes every body over 16 KB to a file first.
 */
const nginx = (bodyBuffer: string) => (port: number, upstream: number, directory: string) =>
  `
worker_processes 1;
worker_rlimit_nofile 16384;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log;
events { worker_connections 8192; }
http {
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy; fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi; scgi_temp_path ${directory}/scgi;
  keepalive_requests 1000000000;
  ${bodyBuffer}
  upstream api { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://api;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer ${upstreamKey}";
      proxy_buffering off;
    }
  }
}
`

const nginxArgv = (program: string, directory: string, file: string) => [
  program,
  ...['-p', directory, '-c', file, '-e', `${directory}/error.log`, '-g', 'daemon off; master_process off;'],
]

export const peers: readonly Peer[] = [
  {
    name: 'nginx tuned',
    from: 'nginx-light',
    program: 'nginx',
    config: nginx('client_body_buffer_size 256k;'),
    argv: nginxArgv,
  },
  { name: 'nginx as installed', from: 'nginx-light', program: 'nginx', config: nginx(''), argv: nginxArgv },
  {
    name: 'HAProxy',
    from: 'haproxy',
    program: 'haproxy',
    config: (port, upstream) => `
global
  nbthread 1
  maxconn 8192
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend in
  bind 127.0.0.1:${port}
  default_backend api
backend api
  http-request set-header Authorization "Bearer ${upstreamKey}"
  server api 127.0.0.1:${upstream}
`,
    argv: (program, _directory, file) => [program, '-db', '-f', file],
  },
]

/** Where a program of the system is; `null` when it is not installed. Servers are often outside the PATH of users. */
export const whereIs = (program: string): string | null =>
  Bun.which(program, { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin` })

/** What a program says of its version; `is not installed` where it is not. */
export async function versionOf(program: string): Promise<string> {
  const path = whereIs(program)
  if (path === null) return 'is not installed'
  const child = Bun.spawn([path, '-v'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = (await Promise.all([child.stdout, child.stderr].map((stream) => new Response(stream).text()))).join(' ')
  return /\d+\.\d+(?:\.\d+)?/.exec(said)?.[0] ?? 'of an unknown version'
}

/** Starts it before the upstream; `null` when it is not installed here. */
export async function startPeer(peer: Peer, upstream: number, directory: string): Promise<Target | null> {
  const program = whereIs(peer.program)
  if (program === null) return null
  const place = mkdtempSync(join(directory, `${peer.name.replaceAll(' ', '-')}-`))
  const port = freePort()
  const file = join(place, 'config')
  writeFileSync(file, peer.config(port, upstream, place))
  const child = own(Bun.spawn(peer.argv(program, place, file), { stdio: ['ignore', 'ignore', 'inherit'] }))
  await listening(child, port)
  return { name: peer.name, port, key: upstreamKey, pid: child.pid, stop: () => end(child) }
}
