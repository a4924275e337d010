import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Proxy } from "./proxy.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** `npm run COMMAND -- URL`, as an operator does it who believes the proxy's certificate and has the keys. */
export async function runByHand(command: string, { url, certificate }: Proxy, keys: string) {
  const script = `scripts/${command}.ts`;
  const child = spawn(process.execPath, ["--import", "tsx", script, url, "--keys", keys], {
    cwd: ROOT,
    env: { ...process.env, PARLEY_ENV_FILE: "", NODE_EXTRA_CA_CERTS: certificate.file },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}
