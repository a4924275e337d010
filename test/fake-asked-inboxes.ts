import * as v from "valibot";
import { CommandId, RoomId, Seq } from "#protocol/ids.ts";
import type { Entry } from "#protocol/inbox/entries.ts";
import type { Inboxes } from "#party/inboxes.ts";

/** Inboxes as the API knows them, that only keep what they were asked. */
export function fakeAskedInboxes(): Inboxes & { asked: string[] } {
  const asked: string[] = [];
  const done = { ok: true, value: null } as const;
  const note = (what: string) => {
    asked.push(what);
    return Promise.resolve(done);
  };
  return {
    asked,
    tell: (person) => {
      asked.push(`${person}: tell`);
      return Promise.resolve({ ok: true, value: { isHere: false } });
    },
    command: (by, command) => note(`${by.person}: ${command.type}`),
    changes: (by, { epoch, cursor }) => {
      asked.push(`${by.person}: changes ${epoch} ${cursor}`);
      const entry: Entry = { kind: "notices", level: "mentions", keywords: ["soup"] };
      const room = v.parse(RoomId, "tea");
      const version = v.parse(CommandId, "01a205b3-d000-7343-8bd8-c829d6a705f5");
      const draft: Entry = { kind: "draft", room, drafts: [{ version, text: "half a" }] };
      const sent: Entry = { kind: "draft", room, thread: v.parse(Seq, 7), drafts: [] };
      const entries = [entry, draft, sent];
      const heard = [{ t: "changes" as const, from: 0, to: 3, entries }];
      return Promise.resolve({ ok: true, value: { epoch: "epoch", head: 3, heard } });
    },
    subscribe: (by, { endpoint }, { language = "" }) =>
      note(`${by.person}: subscribe ${endpoint} ${language}`),
    unsubscribe: (by, endpoint) => note(`${by.person}: unsubscribe ${endpoint}`),
    testPush: (by) => note(`${by.person}: test push`),
    presence: (person, people) => {
      asked.push(`${person}: presence ${people.length}`);
      return Promise.resolve({ ok: true, value: { isHere: true } });
    },
    stopMail: (person) => note(`${person}: stop mail`),
    signedOut: (person, sessions) => note(`${person}: signed out ${sessions.join(" ")}`),
    erase: (person) => note(`${person}: erase`),
  };
}
