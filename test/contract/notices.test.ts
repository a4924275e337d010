import { afterAll, beforeAll, expect, test } from "vitest";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { PushMessage } from "#protocol/push-message.ts";
import { startPushService, type PushService } from "../push-service.ts";
import { startParley, type Parley } from "../servers.ts";
import { newId } from "../wire/new-id.ts";
import { WirePerson } from "../wire/person.ts";

let parley: Parley;
let service: PushService;
let ann: WirePerson;
let bob: WirePerson;
let room: string;

beforeAll(async () => {
  service = await startPushService();
  parley = await startParley({ pushLoopback: true });
  ann = await WirePerson.founder(parley.url);
  bob = await ann.invite("Bob");
  room = await ann.createRoom("Kitchen");
  await bob.join(room);
});
afterAll(async () => {
  await parley.stop();
  await service.stop();
});

const messages = (): PushMessage[] =>
  service.received.map(({ text }) => v.parse(PushMessage, parseJson(text)));

/** Bob's browser is told by push from now on, by a subscription that takes nobody else's messages. */
async function subscribe(who = bob): Promise<void> {
  const { body } = await who.ask("GET", "/api/push-key");
  const subscription = service.subscribe(String(body["key"]));
  const answer = await who.ask("PUT", "/api/inbox/push", {
    ...subscription,
    language: "de",
    origin: parley.url,
  });
  expect(answer.status).toBe(204);
}

async function post(body: string, more: object = {}): Promise<number> {
  const answer = await ann.command(room, { type: "message.post", body, ...more });
  return (answer.body["event"] as { seq: number }).seq;
}

test("a mention reaches a browser through its push service, sealed for it alone, and closes when it is read elsewhere", async () => {
  await subscribe();
  const seq = await post(`<@${bob.id}> **soup** is ready, ||with a secret||`, {
    mentions: [bob.id],
  });
  await expect.poll(messages).toHaveLength(1);
  expect(messages()[0]).toMatchObject({
    kind: "message",
    notification: {
      title: "Ann · Kitchen",
      body: "@Bob soup is ready, ▒▒▒",
      navigate: `${parley.url}/rooms/${room}/${seq}`,
      app_badge: 1,
      lang: "de",
    },
  });
  expect(service.received[0]).toMatchObject({ urgency: "high" });
  expect(Number(service.received[0]?.ttl)).toBeLessThanOrEqual(120);
  const desk = await bob.signIn();
  const read = { type: "read", id: newId(), marks: [{ room, seq }] };
  expect((await desk.ask("POST", "/api/inbox/commands", read)).status).toBe(204);
  await expect.poll(messages).toHaveLength(2);
  expect(messages()[1]).toEqual({ kind: "close", tag: `${room}/${seq}`, app_badge: 0 });
});

test("a restart forgets neither who is told nor what is due", async () => {
  const before = service.received.length;
  service.answerWith({ status: 503, retryAfter: "1" });
  const asked = service.asked();
  await post(`<@${bob.id}>`, { mentions: [bob.id] });
  await expect.poll(() => service.asked()).toBeGreaterThan(asked);
  await parley.kill();
  await parley.restart();
  service.answerWith();
  // An alarm that came due while nobody was there goes off when somebody is.
  await ann.ask("GET", `/api/rooms/${room}/messages`);
  await expect.poll(() => service.received.length, { timeout: 30_000 }).toBe(before + 1);
}, 60_000);

test("a browser whose subscription has ended, and one that was turned off, are told no more", async () => {
  const { body } = await ann.ask("GET", "/api/push-key");
  const subscription = service.subscribe(String(body["key"]));
  const told = await bob.signIn();
  await told.ask("PUT", "/api/inbox/push", subscription);
  expect((await told.ask("POST", "/api/inbox/push/test")).status).toBe(204);
  const { endpoint } = subscription;
  await told.ask("DELETE", "/api/inbox/push", { endpoint });
  expect((await told.ask("POST", "/api/inbox/push/test")).status).toBe(404);
});

test("what no push service is, is refused", async () => {
  const { keys } = service.subscribe();
  for (const endpoint of ["https://127.0.0.1/x", "http://push.example.com/x", "push"]) {
    const answer = await bob.ask("PUT", "/api/inbox/push", { endpoint, keys });
    expect(answer.body).toMatchObject({ code: "push_not_possible" });
  }
});
