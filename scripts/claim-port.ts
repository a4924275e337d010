import { listenOnce } from "./free-port.ts";
import { codeOf, Trouble } from "./trouble.ts";

/** Finds out before anything is started. @throws Trouble when a server could not listen there. */
export async function claimPort({ host, port }: { host: string; port: number }): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    throw new Trouble(explain(codeOf(error), host, port));
  }
}

function explain(code: string | undefined, host: string, port: number): string {
  switch (code ?? "") {
    case "EADDRINUSE":
      return `Port ${port} is in use by another program: stop that, or choose another port, as in "PORT=${port + 1} npm start".`;
    case "EACCES":
      return `Port ${port} may not be used without more rights: choose one above 1023, as in "PORT=1999 npm start".`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST is ${JSON.stringify(host)}, which is no address of this machine: leave it out to serve this machine only.`;
    default:
      return `Nothing can be served on ${host}:${port} (${code ?? "unknown"}).`;
  }
}
