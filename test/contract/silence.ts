import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.ts";

export function describeSilence(setting: () => Setting): void {
  describe("the server's own output", () => {
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
