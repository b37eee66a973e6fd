const loopback = ['127.0.0.1', 'localhost', '::1']

/**
 * A NO_PROXY list with every loopback name on it. Without them an HTTPS_PROXY takes what is meant for the gateway,
 * prompt and key included. The list keeps its order; `*` already says everything.
 */
export function withLoopback(list: string | undefined): string {
  const names = (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.includes('*')) return names.join(',')
  return [...names, ...loopback.filter((name) => !names.includes(name))].join(',')
}

/** Whether a NO_PROXY list keeps 127.0.0.1 away from every proxy. */
export function sparesLoopback(list: string): boolean {
  return list.split(',').some((name) => ['*', '127.0.0.1', '127.0.0.0/8'].includes(name.trim()))
}
