import { expect, test } from "vitest";
import { MAX_POLL_WAIT_MS } from "#protocol/limits.ts";
import { freePort } from "../../scripts/free-port.ts";
import { queryAfter } from "../proxies/answers.ts";
import { caddy } from "../proxies/caddy.ts";
import { nginx } from "../proxies/nginx.ts";
import { startProxy } from "../proxies/proxy.ts";
import { TlsVisitor } from "../proxies/tls-visitor.ts";
import { startParley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

test.each([
  ["nginx", nginx],
  ["Caddy", caddy],
])("%s waits as long as a request for events may", async (_name, recipe) => {
  const [port, plainPort] = [await freePort(), await freePort()];
  const parley = await startParley({ origin: `https://localhost:${port}` });
  const proxy = await startProxy(recipe, { port, plainPort, serverPort: parley.port });
  const visitor = new TlsVisitor(proxy);
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  const path = `/api/rooms/${room}/events`;
  const { body } = await ann.ask("GET", `${path}?wait=0`);
  const began = Date.now();
  const headers = { authorization: `Bearer ${ann.token}` };
  const answer = await visitor.ask(`${path}?${queryAfter(body)}`, { headers });
  expect(answer.status).toBe(200);
  expect(Date.now() - began).toBeGreaterThan(MAX_POLL_WAIT_MS - 1_000);
  await proxy.stop();
  await parley.stop();
});
