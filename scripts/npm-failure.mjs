// Turns npm's forty lines of failure into what a person needs: the likely cause, what to type, and npm's own words, short
// and without the passwords and tokens that proxy and registry addresses carry.

/** Most specific first: the first card whose pattern occurs in npm's output is taken. */
const causes = [
  {
    pattern:
      /\b(SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)\w*|CERT_UNTRUSTED)\b/,
    cause: 'the certificate of the registry is not trusted here; a company proxy that reads TLS traffic does that.',
    todo: 'Ask for the CA certificate of your company, then: npm config set cafile /path/to/company-ca.pem',
  },
  {
    pattern: /\b(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)\b/,
    cause: 'the certificate of the registry is out of date, or the clock of this machine is wrong.',
    todo: 'Compare the output of `date` with a watch.',
  },
  {
    pattern: /\b(E407|407 Proxy Authentication|Proxy Authentication Required|statusCode=407)\b/i,
    cause: 'the proxy wants a name and a password.',
    todo: 'npm config set https-proxy http://NAME:PASSWORD@proxy.example:PORT',
  },
  {
    pattern: /\b(E401|ENEEDAUTH|E403|401 Unauthorized|403 Forbidden)\b/,
    cause: 'the npm registry set on this machine refuses you, or blocks a package.',
    todo: 'See which registry it is with `npm config get registry`, and sign in with `npm login`.',
  },
  {
    pattern: /\b(E404|ETARGET)\b/,
    cause: 'the npm registry set on this machine does not have one of the packages; a company mirror may lag behind.',
    todo: 'See which registry it is with `npm config get registry`.',
  },
  {
    pattern: /\b(ENOSPC|EDQUOT)\b/,
    cause: 'the disk is full.',
    todo: 'Free some space; `npm cache clean --force` frees what npm keeps.',
  },
  {
    pattern: /\b(EACCES|EPERM|EROFS)\b/,
    cause: 'this user may not write where npm has to write; the path is below.',
    todo: 'Work in a copy of the folder that is yours, or give yourself the folder: sudo chown -R "$(id -u)" PATH',
  },
  {
    pattern:
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EHOSTUNREACH|ENETUNREACH|EIDLETIMEOUT)\b/,
    cause: 'the npm registry cannot be reached.',
    todo: 'Behind a company proxy: npm config set https-proxy http://proxy.example:PORT; else check the network.',
  },
  {
    pattern: /\bENOTCACHED\b/,
    cause: 'npm is set to work offline, and its cache lacks a package.',
    todo: 'npm config delete offline, or connect once.',
  },
  {
    pattern: /\b(EINTEGRITY)\b/,
    cause: 'a package arrived with other bytes than package-lock.json promises.',
    todo: 'npm cache verify, then again; if it stays, something between you and the registry changes files.',
  },
  {
    pattern: /\b(EUSAGE)\b|package-lock\.json/,
    cause: 'package.json and package-lock.json do not belong together.',
    todo: 'git checkout package.json package-lock.json',
  },
  {
    pattern: /\b(EBADPLATFORM|Unsupported platform)\b/,
    cause: `Bun is not made for ${process.platform} on ${process.arch}.`,
    todo: 'Use Linux, macOS or Windows on x64 or arm64.',
  },
]

/** What npm says around its errors. */
const chatter =
  /complete log|^npm (?:error|ERR!)\s+(?:at |[{}])|operation was rejected|It is likely|If you believe|Log files were not|rerun the command/i

const unknown = {
  cause: 'npm failed.',
  todo: 'Its own words are below.',
}

/** `{ cause, todo, lines }` for the output of an npm that failed; `lines` are at most ten of npm's own, redacted. */
export function explainNpmFailure(output) {
  const { cause, todo } = causes.find(({ pattern }) => pattern.test(output)) ?? unknown
  const lines = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!) \S/.test(line) && !chatter.test(line))
    .map((line) => withoutSecrets(line.trimEnd()).slice(0, 200))
  return { cause, todo, lines: [...new Set(lines)].slice(0, 10) }
}

/** Whether npm failed for want of a usable cache, that is on a file outside `root`: another cache folder is the cure. */
export function failedOnCache(output, root) {
  const code = /^npm (?:error|ERR!) code (?:EACCES|EPERM|EROFS|ENOENT)$/m.test(output)
  const path = /^npm (?:error|ERR!) path (.+)$/m.exec(output)?.[1]
  return code && path !== undefined && !path.startsWith(root)
}

/** `text` without the passwords in addresses, the tokens of npm, and bearer values. */
export function withoutSecrets(text) {
  return text
    .replace(/(\/\/)[^\s/@]+@/g, '$1***@')
    .replace(/\bnpm_[A-Za-z0-9]{8,}/g, '***')
    .replace(
      /(_auth\w*|_password|token|authorization)(["']?\s*[=:]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"']+/gi,
      '$1$2***',
    )
    .replace(/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 ***')
}
