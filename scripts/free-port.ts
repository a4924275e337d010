import { randomInt } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";

/**
 * Below the ports that systems hand out by themselves for a moment (Linux from 32,768, others from 49,152): one of those
 * could be some connection's own before the server that it was meant for listens on it.
 */
const LOWEST = 15_000;
const HIGHEST = 32_000;
const TRIES = 100;

/** A loopback port that nobody listens on now. Another program may still take it first: be ready to ask again. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    try {
      await listenOnce(port, "127.0.0.1");
      return port;
    } catch {
      // Someone listens there.
    }
  }
  throw new Error(`there is no free port between ${LOWEST} and ${HIGHEST}`);
}

/** Listens and stops. Rejects with the system's error (`EADDRINUSE`, `EACCES` …) where a server could not listen. */
export function listenOnce(port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") resolve(address);
        else reject(new Error("a TCP server has an address"));
      });
    });
  });
}
