import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { BUILT } from "../scripts/build.ts";

/** A host whose client is replaced while people have it open. What is no file of the client goes on to a server. */
export type Releases = {
  url: string;
  /** Another version from now on, told by `<meta name="release">`; the files whose names `isGone` says yes to are in it no more. */
  release(name: string, isGone?: (file: string) => boolean): Promise<void>;
  /** Takes every request from now on, and answers none. */
  hang(): void;
  stop(): Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

export async function startReleases(target: () => number): Promise<Releases> {
  const folder = await mkdtemp(path.join(tmpdir(), "parley-releases-"));
  await cp(BUILT.client, folder, { recursive: true });
  const page = await readFile(path.join(folder, "index.html"), "utf8");
  const worker = await readFile(path.join(folder, "service-worker.js"), "utf8");
  let isHanging = false;
  const server = createServer((asked, answer) => {
    if (!isHanging) void answerFile(folder, asked, answer, target);
  });
  server.on("upgrade", (asked, near, head) => {
    const far = connect(target(), "127.0.0.1", () => {
      far.write(`GET ${asked.url} HTTP/1.1\r\n${headerLines(asked)}\r\n\r\n`);
      far.write(head);
      near.pipe(far).pipe(near);
    });
    for (const end of [near, far]) end.on("error", () => end.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the host has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async release(name, isGone = () => false) {
      const told = page.replace("</head>", `<meta name="release" content="${name}"></head>`);
      // The page of a version tells its name, and the worker knows it.
      const [version] = /(?<=name="version" content=")\w+/.exec(page) ?? [];
      if (!version) throw new Error("the page does not tell its version");
      const write = (file: string, text: string) =>
        writeFile(path.join(folder, file), text.replaceAll(version, version + name));
      await write("index.html", told);
      await write("service-worker.js", worker);
      const assets = path.join(folder, "assets");
      const gone = (await readdir(assets)).filter((file) => isGone(file));
      await Promise.all(gone.map((file) => rm(path.join(assets, file))));
    },
    hang() {
      isHanging = true;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answerFile(
  folder: string,
  asked: IncomingMessage,
  answer: ServerResponse,
  target: () => number,
): Promise<void> {
  const { pathname } = new URL(asked.url ?? "/", "http://host");
  if (/^\/(api|parties|\.well-known)\//.test(pathname)) return pass(asked, answer, target());
  const file = pathname.includes(".") ? pathname : "/index.html";
  try {
    const text = await readFile(path.join(folder, file));
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    answer.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" }).end(text);
  } catch {
    answer.writeHead(404).end();
  }
}

function pass(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = asked;
  const further = request({ host: "127.0.0.1", port, method, path: url, headers }, (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  further.on("error", () => answer.destroy());
  asked.pipe(further);
}

function headerLines({ rawHeaders }: IncomingMessage): string {
  return rawHeaders
    .flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
    .join("\r\n");
}
