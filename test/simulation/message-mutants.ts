import type { Edit } from "./bundle.ts";
import { CRAMPED } from "./cramped.ts";

/** A bug that was put in on purpose. `also`: what has to be so as well for it to matter, a small limit say. */
export type Mutant = Edit & { name: string; also?: readonly Edit[] };

/** Bugs in what becomes of messages: edits, deletions, reactions, pins, threads. */
export const MESSAGE_MUTANTS: readonly Mutant[] = [
  {
    name: "a page of history is shown as it was when it was read",
    file: "web/room/history-page.ts",
    find: "for (const event of since) {",
    replace: "for (const event of since.slice(0, 0)) {",
    also: CRAMPED,
  },
  {
    name: "a page of history brings deleted words back",
    file: "web/room/history-page.ts",
    find: ".map((event) => asDeleted(event, deletions));",
    replace: ".map((event) => (deletions.length > 99 ? asDeleted(event, deletions) : event));",
    also: CRAMPED,
  },
  {
    name: "what a page has in it is applied once more",
    file: "protocol/message-state.ts",
    find: "if (event.seq <= state.asOf) return state;",
    replace: "",
  },
  {
    name: "anybody may edit a message",
    file: "party/room/decide-message.ts",
    find: 'if (found.event.by !== fact.by) return refuse("not_author");',
    replace: "",
  },
  {
    name: "a deleted message may be edited",
    file: "party/room/decide-message.ts",
    find: 'if (found.event.deleted) return refuse("message_deleted");',
    replace: "",
    also: [
      {
        file: "web/room/room-wishes.ts",
        find: 'if (shown.deleted) return { ok: false, code: "message_deleted" };',
        replace: "",
      },
    ],
  },
  {
    name: "deleted words stay in the log",
    file: "party/room/erased-words.ts",
    find: "if (!events.some((event) => event.seq === seq)) continue;",
    replace: "if (events.length > 0) continue;",
  },
  {
    name: "the words of a deleted message's edits stay",
    file: "protocol/tombstone.ts",
    find: "return [target, ...edits];",
    replace: "return edits.length > 99 ? edits : [target];",
  },
  {
    name: "a browser's disk keeps deleted words",
    file: "web/storage/stored-rooms.ts",
    find: "if (after && after !== event) await log.put(after, [room, seq]);",
    replace: "",
  },
  {
    name: "what has become of a message is not stored",
    file: "party/room/journal.ts",
    find: "...changes.rows(),",
    replace: "",
  },
  {
    name: "a browser does not keep what has become of messages",
    file: "web/storage/stored-rooms.ts",
    find: "await states.put(applyToMessage(state, seq, event), [room, seq]);",
    replace: "",
  },
  {
    name: "a snapshot tells nothing of what has become of its messages",
    file: "party/room/catch-up.ts",
    find: "const states = await journal.states.between(from, seq);",
    replace: "const states = (await journal.states.between(from, seq)).slice(0, 0);",
  },
  {
    name: "the room forgets in its sleep what is pinned",
    file: "party/room/projection-rows.ts",
    find: "if (after.pins !== before.pins) rows.set(KEY.pins, JSON.stringify(after.pins));",
    replace: "",
  },
  {
    name: "nobody finds again what was said under a message",
    file: "party/room/stored-states.ts",
    find: '[[KEY.reply(event.thread, event.seq), "1"] as const]',
    replace: 'event.seq % 2 ? [] : [[KEY.reply(event.thread, event.seq), "1"] as const]',
  },
  {
    name: "a reply that was deleted is still counted",
    file: "party/room/decide-message.ts",
    find: "...(thread !== undefined && { thread }),\n  });\n}\n\nexport function react(",
    replace: "});\n}\n\nexport function react(",
  },
];
