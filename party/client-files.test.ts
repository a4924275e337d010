import { expect, test } from "vitest";
import { answerFile } from "./client-files.ts";

const env = { ORIGINS: ["https://chat.example.org"] };

const ask = (url: string, type = "text/html; charset=utf-8") =>
  answerFile(new Request(url), env, {
    fetch: async () =>
      new Response("a file", {
        headers: { "Content-Type": type, "Strict-Transport-Security": "max-age=1" },
      }),
  });

test("a script that is not there is a 404 that nobody keeps, not the page under the script's name", async () => {
  const answer = await ask("http://localhost:1999/assets/gone-1234.js");
  expect(answer.status).toBe(404);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(await answer.text()).toBe("");
  const there = await ask("http://localhost:1999/assets/app-1234.js", "text/javascript");
  expect([there.status, await there.text()]).toEqual([200, "a file"]);
});

test("TLS is asked for only where the page came over it", async () => {
  const told = async (url: string) => (await ask(url)).headers.has("Strict-Transport-Security");
  expect(await told("http://localhost:1999/rooms")).toBe(false);
  expect(await told("https://chat.example.org/rooms")).toBe(true);
  expect(await told("http://chat.example.org/rooms")).toBe(true);
});

/** A host with a page, a script that was packed, and a picture. */
const FILES: Record<string, { type: string; body: string }> = {
  "/index.html": { type: "text/html; charset=utf-8", body: "page" },
  "/index.html.br": { type: "application/octet-stream", body: "page in br" },
  "/assets/app-1.js": { type: "text/javascript", body: "script" },
  "/assets/app-1.js.br": { type: "application/octet-stream", body: "script in br" },
  "/assets/app-1.js.gz": { type: "application/gzip", body: "script in gzip" },
  "/icon.png": { type: "image/png", body: "picture" },
};

const askHost = async (path: string, accepts: string, method = "GET") => {
  const request = new Request(`http://localhost:1999${path}`, {
    method,
    headers: { "Accept-Encoding": accepts },
  });
  const answer = await answerFile(request, env, {
    fetch: async ({ url }) => {
      const { type, body } = FILES[new URL(url).pathname] ?? FILES["/index.html"] ?? {};
      return new Response(body, {
        headers: { "Content-Type": type ?? "", "Content-Length": "9", ETag: '"1"' },
      });
    },
  });
  const told = (name: string) => answer.headers.get(name);
  return {
    body: await answer.text(),
    packing: told("Content-Encoding"),
    type: told("Content-Type"),
    tag: told("ETag"),
    vary: told("Vary"),
  };
};

test("a text comes packed as the browser takes it, best first, and is otherwise the same", async () => {
  const script = { type: "text/javascript", vary: "Accept-Encoding" };
  expect(await askHost("/assets/app-1.js", "gzip, deflate, br, zstd")).toEqual({
    ...script,
    body: "script in br",
    packing: "br",
    tag: 'W/"1"',
  });
  expect(await askHost("/assets/app-1.js", "gzip, br;q=0")).toMatchObject({
    ...script,
    body: "script in gzip",
    packing: "gzip",
  });
  expect(await askHost("/assets/app-1.js", "identity")).toEqual({
    ...script,
    body: "script",
    packing: null,
    tag: '"1"',
  });
});

test("the page comes packed at every address in it, and what was not packed as it is", async () => {
  const page = { body: "page in br", packing: "br", type: "text/html; charset=utf-8" };
  expect(await askHost("/rooms/1", "br")).toMatchObject(page);
  expect(await askHost("/rooms/1", "gzip")).toMatchObject({ body: "page", packing: null });
  expect(await askHost("/icon.png", "br")).toMatchObject({ body: "picture", packing: null });
  expect(await askHost("/assets/app-1.js", "br", "HEAD")).toMatchObject({ packing: null });
});
