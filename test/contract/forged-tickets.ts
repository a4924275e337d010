import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { issueOperatorToken } from "#party/auth/operator-token.ts";
import { loadTokenKeys, type TokenKeys } from "#party/auth/token-keys.ts";
import { readEnv } from "#party/env.ts";
import { forgeries, sign, type GoodToken } from "../forgeries.ts";
import { newBindings } from "../secrets.ts";
import { refusedHandshake } from "../wire/refused-handshake.ts";
import { WireSocket } from "../wire/socket.ts";
import type { Setting } from "./setting.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

export function describeForgedTickets(setting: () => Setting): void {
  describe("a ticket that was forged", () => {
    let keys: TokenKeys;
    let forged: Record<string, string>;
    let good: GoodToken;

    beforeAll(async () => {
      const { parley, ann, room } = setting();
      // Nobody forges better than who has the keys: what is tried then differs in one thing alone.
      const secrets: unknown = JSON.parse(
        await readFile(path.join(parley.dir, "secrets.json"), "utf8"),
      );
      const env = readEnv({ ...newBindings("http://127.0.0.1:9"), ...(secrets as object) });
      keys = await loadTokenKeys(env);
      const now = Date.now();
      const claims = { sub: ann.id, sid: "s", name: "Ann", role: "owner", until: now + 300_000 };
      good = { typ: "ticket+jwt", aud: `ws:room/${room}`, claims: { ...claims, jti: "forged" } };
      forged = {
        ...(await forgeries(keys, good, now)),
        "for another room": await sign(keys, { ...good, aud: "ws:room/other" }, now),
        "for another party": await sign(keys, { ...good, aud: `ws:inbox/${room}` }, now),
        "an access token": ann.token,
        "an operator's token": await issueOperatorToken(keys, now),
      };
    });

    it("opens nothing, always with the very same answer", async () => {
      const { parley, room } = setting();
      const answers = new Map<string, string[]>();
      for (const [name, ticket] of Object.entries(forged)) {
        const answer = await refusedHandshake(parley.url, room, encodeURIComponent(ticket));
        expect(answer).toMatchObject({ status: 401, body: "" });
        const told = JSON.stringify(answer);
        answers.set(told, [...(answers.get(told) ?? []), name]);
      }
      expect([...answers.values()]).toEqual([Object.keys(forged)]);
    });

    it("prolongs nothing either", async () => {
      const { ann, room } = setting();
      const socket = await ann.enter(room);
      const { "a giant": _, "a giant of ours": __, ...short } = forged;
      for (const [name, ticket] of Object.entries(short)) {
        socket.say({ t: "renew", ticket });
        const answer = await socket.next("refused");
        expect([name, answer]).toEqual([
          name,
          { t: "refused", id: null, code: "ticket_invalid", retryable: false },
        ]);
      }
      await socket.close();
    });

    it("is the only kind that is refused: the same hand signs one that opens, once", async () => {
      const { parley, room, ann } = setting();
      const ticket = await sign(keys, good, Date.now());
      const first = await WireSocket.open(parley.url, room, ticket);
      expect((await first.hello()).you.id).toBe(ann.id);
      const again = await WireSocket.open(parley.url, room, ticket);
      again.say({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
      expect(await again.untilClosed()).toMatchObject({ code: 4401 });
      expect(again.heard).toEqual([]);
      await first.close();
    });
  });
}
