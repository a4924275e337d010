import { expect, it } from "vitest";
import { framesOf, show } from "./fan-out.ts";
import type { Peer } from "../object/ports.ts";
import { SharedFrame, type Frame } from "../object/shared-frame.ts";

it("what everyone is told is made into bytes once, and all get the very same", () => {
  const [ann, ben] = [listener("ann"), listener("ben")];
  show(framesOf([], [{ t: "pong", head: 7 }]), [ann.peer, ben.peer], 0);
  const [first, second] = [ann.heard[0], ben.heard[0]];
  if (!(first instanceof SharedFrame) || !(second instanceof SharedFrame))
    throw new Error("a text of one's own");
  expect(first.bytes).toBe(second.bytes);
  expect(new TextDecoder().decode(first.bytes)).toBe('[{"t":"pong","head":7}]');
});

function listener(id: string): { peer: Peer; heard: Frame[] } {
  const heard: Frame[] = [];
  const memory = { standing: "greeted", sessionExpiresAt: 1_000 } as Peer["memory"];
  const peer: Peer = {
    id,
    memory,
    remember: () => {},
    send: (frame) => heard.push(frame),
    close: () => {},
  };
  return { peer, heard };
}
