import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.ts";

export function describeDeparting(setting: () => Setting): void {
  describe("a new name", () => {
    it("reaches those in the room, and holds for what comes by an older token", async () => {
      const { ann, room } = setting();
      const dora = await ann.invite("Dora");
      await dora.join(room);
      const [annHere, doraHere] = [await ann.enter(room), await dora.enter(room)];
      const renamed = await dora.ask("PUT", "/api/name", { name: "Dorothea" });
      expect(renamed).toMatchObject({ status: 200, body: { name: "Dorothea" } });
      const told = await annHere.untilEvent(({ type }) => type === "member.renamed");
      expect(told).toMatchObject({ by: dora.id, name: "Dora", to: "Dorothea" });
      doraHere.post("it is me");
      const said = await annHere.untilEvent(
        (event) => event.type === "message.posted" && event.body === "it is me",
      );
      expect(said).toMatchObject({ by: dora.id, name: "Dorothea" });
      expect((await dora.ask("PUT", "/api/name", { name: "BOB" })).body).toMatchObject({
        code: "name_taken",
      });
      await Promise.all([annHere.close(), doraHere.close()]);
    });
  });

  describe("an account that is deleted", () => {
    it("closes its sockets, and leaves words without a name to everyone, at once", async () => {
      const { ann, room } = setting();
      const flo = await ann.invite("Flo");
      await flo.join(room);
      const [annHere, floHere] = [await ann.enter(room), await flo.enter(room)];
      const { id } = floHere.post("words that stay");
      const { seq } = await annHere.untilEvent((event) => event.id === id);
      const closed = floHere.untilClosed();
      const gone = await flo.ask("DELETE", "/api/account");
      expect(gone.status).toBe(204);
      expect(gone.headers.get("set-cookie")).toMatch(/Max-Age=0/);
      expect([4401, 4403]).toContain((await closed).code);
      const told = await annHere.untilEvent(({ type }) => type === "member.erased");
      expect(told).toMatchObject({ by: flo.id, name: "" });

      const page = await ann.history(room, `?around=${seq}`);
      const theirs = page.messages.filter(({ by }) => by === flo.id);
      expect(theirs.map(({ name }) => name)).toEqual(theirs.map(() => ""));
      expect(theirs).toContainEqual(expect.objectContaining({ body: "words that stay", seq }));
      const anew = await ann.enter(room);
      expect(JSON.stringify(anew.events())).not.toContain("Flo");
      expect((await flo.command(room, { type: "room.join" })).body).toMatchObject({
        code: "unauthenticated",
      });
      await expect(flo.signIn()).rejects.toThrow("sign_in_failed");
      await Promise.all([annHere.close(), anew.close()]);
    });
  });
}
