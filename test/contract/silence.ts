import { describe, expect, it } from "vitest";
import { refusedHandshake } from "../wire/refused-handshake.ts";
import { WireSocket } from "../wire/socket.ts";
import type { Setting } from "./setting.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

export function describeSilence(setting: () => Setting): void {
  describe("the server's own output", () => {
    it("tells who was turned away at a room's door, and no ticket", async () => {
      const { parley, ann, room, host } = setting();
      const ticket = await ann.ticket(room);
      const first = await WireSocket.open(parley.url, room, ticket);
      const second = await WireSocket.open(parley.url, room, ticket);
      second.say({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
      await second.untilClosed();
      await refusedHandshake(parley.url, room, "nonsense");
      await first.close();
      // PartyKit's server keeps what its parties say to itself.
      if (host === "partykit") return;
      await expect.poll(parley.output).toMatch(/"socket\.refused".*"why":"ticket"/);
      expect(parley.output()).toContain('"event":"socket.turned_away"');
      expect(parley.output()).toContain(`"code":4401,"person":"${ann.id}"`);
      expect(parley.output()).not.toContain(ticket);
    });

    it("holds no words, tokens, passwords or stacks", async () => {
      const { parley, ann, room } = setting();
      const marker = "a phrase that nobody may log";
      const socket = await ann.enter(room);
      socket.post(marker);
      await socket.untilBody(marker);
      socket.say(`{"t":"command","command":"${marker}`);
      await socket.next("refused");
      await socket.close();
      const output = parley.output();
      expect(output).not.toBe("");
      for (const secret of [marker, "correct horse", ann.token, "ticket=", "    at "]) {
        expect(output).not.toContain(secret);
      }
    });
  });
}
