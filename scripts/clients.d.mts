export declare const clientVersions: readonly string[]
export declare function clientFile(version: string): string | null
export declare function clientSizes(version: string): { readonly downloadMb: number; readonly diskMb: number }
export declare function keptVersions(): string[]
export declare function fetchClients(
  versions: readonly string[],
  options: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<string[]>
export declare function fetchClient(
  version: string,
  options: { readonly signal: AbortSignal },
): { readonly done: Promise<void>; bytes(): number }
export declare function currentVersion(options: { readonly signal: AbortSignal }): Promise<string>
