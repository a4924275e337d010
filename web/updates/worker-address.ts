/** What Trusted Types add to a browser that has them; TypeScript does not know them yet. */
type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): string };
};

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

const ADDRESS = "/service-worker.js";

/**
 * Where the service worker is. The page's policy takes no text for a script's address, save through this one door, which
 * opens for this one address and is made before anybody else could make it (party/answer-headers.ts).
 */
export const workerAddress: string = trusted();

function trusted(): string {
  const { trustedTypes } = window;
  const only = (address: string) => {
    if (address !== ADDRESS)
      throw new TypeError("only the service worker is loaded by its address");
    return address;
  };
  return (
    trustedTypes
      ?.createPolicy("service-worker", { createScriptURL: only })
      .createScriptURL(ADDRESS) ?? ADDRESS
  );
}
