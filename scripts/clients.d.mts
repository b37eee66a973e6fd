export declare const clientVersions: readonly string[]
export declare function clientFile(version: string): string | null
export declare function fetchClients(versions: readonly string[], say: (line: string) => void): string[]
