export declare function vaultFile(): string | null
export declare function buildVault(say: (line: string) => void): Promise<string | null>
