type Env = Readonly<Record<string, string | undefined>>

const kept = 'WARMKEY_LAUNCH_ENV_'
/** What the launcher sets for the runtime alone. */
const set = ['BUN_CONFIG_MAX_HTTP_REQUESTS', 'BUN_RUNTIME_TRANSPILER_CACHE_PATH', 'BUN_ENABLE_CRASH_REPORTING'] as const

/**
 * The environment as the user's shell gave it. The launcher removes and sets variables that would bring foreign code
 * into this process, and keeps each original under `WARMKEY_LAUNCH_ENV_<NAME>`; what we start has to see the original.
 */
export function userEnv(env: Env): Record<string, string | undefined> {
  const user: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(kept) && !set.some((ours) => ours === name)) user[name] = value
  }
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(kept)) user[name.slice(kept.length)] = value
  }
  return user
}

/** What would bring foreign code into the runtime, open a debugger, or print headers; the launcher removes the same. */
const removed: ReadonlySet<string> = new Set([
  ...['BUN_OPTIONS', 'BUN_INSPECT', 'BUN_INSPECT_CONNECT_TO', 'BUN_INSPECT_NOTIFY', 'BUN_INSPECT_PRELOAD', 'NODE_PATH'],
  'BUN_CONFIG_VERBOSE_FETCH',
])

/** The other way: an environment in which our own runtime can be started, from which {@link userEnv} is had again. */
export function runtimeEnv(user: Env): Record<string, string | undefined> {
  const isRemoved = (name: string) => removed.has(name) || set.some((ours) => ours === name)
  return Object.fromEntries(
    Object.entries(user).map(([name, value]) => [isRemoved(name) ? `${kept}${name}` : name, value]),
  )
}
