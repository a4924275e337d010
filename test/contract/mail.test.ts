import { expect, test } from "vitest";
import * as v from "valibot";
import { Inbox } from "../e2e/inbox.ts";
import { linkIn } from "../mailed.ts";
import { startParley, type Host } from "../servers.ts";
import { ask, WirePerson } from "../wire/person.ts";

const Own = v.object({ email: v.string() });

test.each<Host>(["partyserver", "partykit"])(
  "on %s a mail goes out after the answer, into the inbox that the start message names",
  async (host) => {
    const parley = await startParley({ host });
    try {
      const ann = await WirePerson.founder(parley.url);
      const { email } = v.parse(Own, (await ann.ask("GET", "/api/email")).body);
      const headers = { Origin: parley.url };
      const inbox = new Inbox(parley);
      expect(linkIn(await inbox.next(email))).toMatch(/\/link#address\./);
      const asked = await ask(parley.url, "POST", "/api/mail/reset", { body: { email }, headers });
      expect(asked.status).toBe(202);
      const link = linkIn(await inbox.next(email));
      expect(link).toContain(`${parley.url}/reset#`);
    } finally {
      await parley.stop();
    }
  },
);
