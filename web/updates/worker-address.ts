import { policy } from "../ui/trusted-types.ts";

const ADDRESS = "/service-worker.js";

/**
 * Where the service worker is. The page's policy takes no text for a script's address, save through this one door, which
 * opens for this one address and is made before anybody else could make it (party/answer-headers.ts).
 */
export const workerAddress: string = trusted();

function trusted(): string {
  const only = (address: string) => {
    if (address !== ADDRESS)
      throw new TypeError("only the service worker is loaded by its address");
    return address;
  };
  return policy("service-worker", { createScriptURL: only }).createScriptURL(ADDRESS);
}
