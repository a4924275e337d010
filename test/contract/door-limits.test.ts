import { afterEach, expect, test } from "vitest";
import { startParley, type Host, type Parley } from "../servers.ts";
import { ask } from "../wire/person.ts";

let parley: Parley | null = null;

afterEach(async () => {
  await parley?.kill();
  parley = null;
});

const HOSTS: Host[] = ["partyserver", "partykit"];

test.each(HOSTS)(
  "on %s an address may knock so often and no more, from whichever connection, and a restart forgives nothing",
  async (host) => {
    const doorLimits = { inviteLooksPerMinute: 10 };
    const clientAddressHeader = "X-Real-IP";
    parley = await startParley({ host, doorLimits, clientAddressHeader });
    const { url } = parley;
    const look = async (address: string) => {
      const headers = { "X-Real-IP": address };
      const body = { token: "made up" };
      return (await ask(url, "POST", "/api/invites/look", { body, headers })).status;
    };
    const many = async (times: number, address: string) => {
      const statuses = await Promise.all(Array.from({ length: times }, () => look(address)));
      return statuses.filter((status) => status !== 429).length;
    };
    const began = Date.now();
    const some = await many(50, "2001:db8::1");
    const cameBack = Math.ceil((Date.now() - began) / 6_000);
    expect(some).toBeGreaterThanOrEqual(10);
    expect(some).toBeLessThanOrEqual(10 + cameBack);
    expect(await many(1, "203.0.113.7")).toBe(1);
    await many(20, "203.0.113.9");

    await parley.kill();
    const down = Date.now();
    await parley.restart();
    const after = await many(20, "203.0.113.9");
    expect(after).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - down) / 6_000));
    expect(await many(1, "203.0.113.10")).toBe(1);

    for (const shard of ["a", "Z"]) {
      const headers = { "x-parley-internal": "guess" };
      const answer = await ask(url, "POST", `/parties/limits/${shard}`, { headers, body: {} });
      expect(answer).toMatchObject({ status: 404, body: { text: "" } });
    }
  },
);
