import { createServer, type AddressInfo } from "node:net";

/** A loopback port that nobody listens on now. Another program may still take it first: be ready to ask again. */
export async function freePort(): Promise<number> {
  const { port } = await listenOnce(0, "127.0.0.1");
  return port;
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
