import { expect, it, vi } from "vitest";
import { sendWritten } from "./written.ts";

// Modules on the way listen to the page.
vi.hoisted(() =>
  Object.assign(globalThis, {
    addEventListener() {},
    removeEventListener() {},
    document: new EventTarget(),
  }),
);

it("a failed reply that is edited still goes to its thread where another tab has sent or deleted it meanwhile", () => {
  const post = vi.fn<(body: string, about: object) => object>(() => ({ ok: true, id: "new" }));
  const handle = {
    id: "tea",
    view: { getState: () => ({ pending: [], room: { members: {}, timeline: [] } }) },
    post,
  };
  const text = "only for those in the thread";
  const edit = { id: "sent-by-another-tab", was: "x", text };
  sendWritten(handle as never, { room: "tea", thread: 7 } as never, text, edit as never);
  expect(post).toHaveBeenCalledWith(text, expect.objectContaining({ thread: 7 }));
});
