/** See env-file.mjs. */
export function useEnvFile(env?: Record<string, string | undefined>): void;
