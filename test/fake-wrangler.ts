import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import * as v from "valibot";

const Call = v.object({
  args: v.array(v.string()),
  /** What stood in the file of secrets, and its mode. */
  secrets: v.nullable(v.record(v.string(), v.string())),
  mode: v.nullable(v.number()),
});
export type WranglerCall = v.InferOutput<typeof Call>;

/** How it ends, after it has said something. */
export type WranglerAnswer = { code: number; said?: string };

/** A wrangler that hands everything it is asked to the test, first on the PATH of whatever runs with `env`. */
export type FakeWrangler = { env: Record<string, string>; stop(): Promise<void> };

const PROGRAM = `#!${process.execPath}
const { readFileSync, statSync, writeFileSync } = require("node:fs");
(async () => {
  const args = process.argv.slice(2);
  const file = args.find((arg) => arg.startsWith("--secrets-file="))?.slice(15);
  const secrets = file ? JSON.parse(readFileSync(file, "utf8")) : null;
  const mode = file ? statSync(file).mode & 0o777 : null;
  const body = JSON.stringify({ args, secrets, mode });
  const answer = await fetch(process.env.FAKE_WRANGLER, { method: "POST", body });
  const { code, said } = await answer.json();
  if (said) process.stdout.write(said);
  const told = process.env.WRANGLER_OUTPUT_FILE_PATH;
  if (told && code === 0) writeFileSync(told, '{"type":"wrangler-session"}\\n{"type":"deploy","version_id":"cloudflares-id"}\\n');
  process.exit(code);
})();
`;

export async function startFakeWrangler(
  dir: string,
  answer: (call: WranglerCall) => Promise<WranglerAnswer>,
): Promise<FakeWrangler> {
  const bin = path.join(dir, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, "wrangler"), PROGRAM);
  await chmod(path.join(bin, "wrangler"), 0o755);
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      void answer(v.parse(Call, JSON.parse(body))).then((said) =>
        response.end(JSON.stringify(said)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    env: {
      PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}`,
      FAKE_WRANGLER: `http://127.0.0.1:${address.port}`,
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
