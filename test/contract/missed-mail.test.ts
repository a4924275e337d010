import { expect, test } from "vitest";
import * as v from "valibot";
import { Entry } from "#protocol/inbox/entries.ts";
import { Inbox } from "../e2e/inbox.ts";
import { tokenIn } from "../mailed.ts";
import { startParley, type Host } from "../servers.ts";
import { newId } from "../wire/new-id.ts";
import { ask, WirePerson } from "../wire/person.ts";

const Changes = v.object({ heard: v.array(v.object({ entries: v.array(Entry) })) });
const BOB = "bob@example.org";
/** As long as it takes to end a server at once, with room to spare. */
const HOUR_MS = 2_000;

test.each<Host>(["partyserver", "partykit"])(
  "on %s a mention that is missed for hours is one mail, through a restart, until a press ends them",
  async (host) => {
    const parley = await startParley({ host, limits: { missedHourMs: HOUR_MS } });
    try {
      const ann = await WirePerson.founder(parley.url);
      const bob = await ann.invite("Bob");
      const room = await ann.createRoom("Kitchen");
      await bob.join(room);
      const before = new Inbox(parley);
      const token = tokenIn(await before.next(BOB));
      expect((await bob.ask("POST", "/api/email/confirmation", { token })).status).toBe(200);
      const wish = { type: "mail", id: newId(), afterHours: 1, language: "de" };
      expect((await bob.ask("POST", "/api/inbox/commands", wish)).status).toBe(204);

      const entries = async () => {
        const { heard } = v.parse(Changes, (await bob.ask("GET", "/api/inbox/changes")).body);
        return heard.flatMap((changes) => changes.entries);
      };
      const name = async (words: string) => {
        const body = `<@${bob.id}> ${words}`;
        const answer = await ann.command(room, { type: "message.post", body, mentions: [bob.id] });
        const { seq } = answer.body["event"] as { seq: number };
        const isHeard = async () =>
          (await entries()).some((entry) => entry.kind === "activity" && entry.seq === seq);
        await expect.poll(isHeard).toBe(true);
        return seq;
      };

      const soup = await name("soup is ready");
      const mail = await before.next(BOB);
      expect(mail.subject).toBe("The Commons: Was du in Kitchen verpasst hast");
      expect(mail.text).toContain("@Bob soup is ready");
      expect(mail.text).toMatch(new RegExp(`^http://\\S+/rooms/${room}/${soup}$`, "m"));
      expect(mail.html).toContain('lang="de"');

      await name("cake is ready");
      await parley.kill();
      await parley.restart();
      // What an alarm has woken on PartyKit's server is blind: somebody has to come (docs/decisions/0003-two-hosts.md).
      await entries();
      const next = await new Inbox(parley).next(BOB);
      expect(next.text).toContain("cake is ready");
      expect(next.text).not.toContain("soup");
      expect(next.headers["References"]).toBe(mail.headers["References"]);

      const [, link = ""] = /^<(.+)>$/.exec(next.headers["List-Unsubscribe"] ?? "") ?? [];
      const { pathname, search } = new URL(link);
      const path = pathname + search;
      expect((await ask(parley.url, "GET", path)).status).toBe(303);
      const choice = async () => (await entries()).find((entry) => entry.kind === "mail");
      expect(await choice()).toMatchObject({ afterHours: 1 });
      expect((await ask(parley.url, "POST", `${path}x`)).status).toBe(410);
      expect((await ask(parley.url, "POST", path)).status).toBe(204);
      expect(await choice()).toMatchObject({ afterHours: 0, language: "de" });
    } finally {
      await parley.stop();
    }
  },
  60_000,
);
