export declare function vaultFile(): string | null
export declare function buildVault(options: {
  say: (line: string) => void
  signal?: AbortSignal
}): Promise<string | null>
