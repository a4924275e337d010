import parsePrometheus from "parse-prometheus-text-format";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startParley, type Host, type Parley } from "../servers.ts";
import { newId } from "../wire/new-id.ts";
import { ask, WirePerson } from "../wire/person.ts";
import { GENEROUS, METRICS_TOKEN } from "./setting.ts";

const MESSAGES = 40;
/** As many buckets as there are bounds, and one for what is above them. */
const LINE =
  /^(?:# (?:HELP|TYPE) parley_[a-z_]+ \S.*|parley_[a-z_]+(?:\{[a-z]+="[\w.+-]*"(?:,[a-z]+="[\w.+-]*")*\})? [\d.e+-]+)$/;

type Figures = Map<string, number>;

async function scrape({ url }: Parley): Promise<Figures> {
  const { status, headers, body } = await ask(url, "GET", "/metrics", { token: METRICS_TOKEN });
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = String(body["text"]);
  for (const line of text.trimEnd().split("\n")) expect(line).toMatch(LINE);
  const figures: Figures = new Map();
  for (const { name, type, metrics } of parsePrometheus(text)) {
    expect(["COUNTER", "GAUGE", "HISTOGRAM"]).toContain(type);
    for (const { labels = {}, value, buckets, count, sum } of metrics) {
      const words = Object.values(labels).join(" ");
      if (value !== undefined) figures.set(`${name} ${words}`.trim(), Number(value));
      if (!buckets) continue;
      const inOrder = Object.entries(buckets)
        .map(([le, below]) => [le === "+Inf" ? Infinity : Number(le), Number(below)] as const)
        .toSorted(([a], [b]) => a - b);
      const rising = inOrder.map(([, below]) => below);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      expect(rising.at(-1)).toBe(Number(count));
      figures.set(`${name} count`, Number(count));
      figures.set(`${name} sum`, Number(sum));
    }
  }
  return figures;
}

/** Those that only ever grow. */
const growing = (figures: Figures) =>
  [...figures].filter(([name]) => /_total| count$| sum$/.test(name));

/** What can be seen of a server, told by its wire alone, through a talk and the death of everything. */
export function describeMetrics(host: Host): void {
  describe("what is counted", () => {
    let parley: Parley;
    let ann: WirePerson;
    beforeAll(async () => {
      parley = await startParley({ host, limits: GENEROUS, metricsToken: METRICS_TOKEN });
      ann = await WirePerson.founder(parley.url);
    });
    afterAll(() => parley.stop());

    test("is what happened, exactly, and stays so when the server is killed", async () => {
      const bob = await ann.invite("Bob");
      const room = await ann.createRoom("Kitchen");
      await bob.join(room);
      const reader = await bob.enter(room);
      const writer = await ann.enter(room);
      const wrong = await ask(parley.url, "POST", "/api/session", {
        body: { email: "ann@example.org", password: "not the password" },
      });
      expect(wrong.status).toBe(401);
      await ann.signIn();
      const posts = await talk(writer, MESSAGES, "before");
      writer.say({ t: "command", command: posts[0] });
      await writer.next("accepted");
      writer.say({
        t: "command",
        command: { type: "message.pin", id: newId(), target: 9_999, on: true },
      });
      await writer.next("refused");
      writer.say("nonsense");
      await writer.next("refused");
      await reader.untilBody(`before ${MESSAGES - 1}`);

      const expected = {
        parley_messages_total: MESSAGES,
        // One made the room, one came in.
        "parley_commands_total accepted": MESSAGES + 2,
        "parley_commands_total repeated": 1,
        "parley_commands_total refused": 1,
        "parley_refusals_total room no_such_message": 1,
        "parley_refusals_total room malformed": 1,
        "parley_refusals_total api sign_in_failed": 1,
        "parley_command_seconds count": MESSAGES + 2,
        "parley_batch_events sum": MESSAGES + 2,
        parley_archived_events_total: MESSAGES + 2,
        "parley_sign_ins_total password ok": 1,
        "parley_sign_ins_total password failed": 1,
        "parley_sockets_opened_total room": 2,
        "parley_connections room": 2,
      };
      const told = async () => {
        const figures = await scrape(parley);
        return Object.fromEntries(Object.keys(expected).map((name) => [name, figures.get(name)]));
      };
      await expect.poll(told, { timeout: 40_000 }).toEqual(expected);
      const before = await scrape(parley);

      await parley.kill();
      await parley.restart();
      const after = await scrape(parley);
      for (const [name, value] of growing(before))
        expect([name, after.get(name)]).toEqual([name, Math.max(value, after.get(name) ?? 0)]);
      const again = await (await ann.signIn()).enter(room);
      await talk(again, 5, "after");
      await expect
        .poll(async () => (await scrape(parley)).get("parley_messages_total"), { timeout: 40_000 })
        .toBe(MESSAGES + 5);
      await again.close();
    });

    test("is how much the storage of rooms takes, where the host tells", async () => {
      const told = async (name: string) =>
        (await scrape(parley)).get(`parley_storage_${name} room`);
      if (host === "partykit") {
        expect([await told("objects"), await told("bytes")]).toEqual([0, 0]);
        return;
      }
      await expect.poll(() => told("objects"), { timeout: 40_000 }).toBe(1);
      expect(await told("bytes")).toBeGreaterThan(4_096);
    });

    test("is shown to nobody without the token, which is said nowhere", async () => {
      const { url } = parley;
      expect(await ask(url, "GET", "/metrics", { token: METRICS_TOKEN })).toMatchObject({
        status: 200,
      });
      for (const token of ["", ann.token, METRICS_TOKEN.slice(1), `${METRICS_TOKEN}m`])
        expect((await ask(url, "GET", "/metrics", { token })).status).toBe(401);
      expect(parley.output()).not.toContain(METRICS_TOKEN);
      expect(parley.output()).not.toContain("meter.failed");
    });

    test("names no room and no person", async () => {
      const { body } = await ask(parley.url, "GET", "/metrics", { token: METRICS_TOKEN });
      const text = String(body["text"]);
      expect(text).toContain("parley_commands_total");
      expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}|Ann|Kitchen/i);
    });
  });
}

type Socket = Awaited<ReturnType<WirePerson["enter"]>>;

/** So many messages, each after the one before has been told. */
async function talk(socket: Socket, messages: number, what: string) {
  const posts: ReturnType<Socket["post"]>[] = [];
  for (let i = 0; i < messages; i += 1) {
    posts.push(socket.post(`${what} ${i}`));
    await socket.untilBody(`${what} ${i}`);
  }
  return posts;
}
