/**
 * A client without its screens, as one release has it: everything of it that speaks to a server. `npm run keep-release` bundles this file
 * with the sources of a commit, so it may only use what has been there for a release.
 */
import * as v from "valibot";
import * as Y from "yjs";
import { CommandId, PersonId, RoomId, uuid7 } from "#protocol/ids.ts";
import { knownEvents } from "#protocol/timeline.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { failure } from "../../web/answer.ts";
import { browserClock } from "../../web/clock.ts";
import { request } from "../../web/http.ts";
import { NOTHING_HELD } from "../../web/inbox/held.ts";
import { InboxLink } from "../../web/inbox/inbox-link.ts";
import { eitherDoor } from "../../web/line/either-door.ts";
import { partySockets } from "../../web/line/party-socket.ts";
import { NoteLine } from "../../web/notes/note-line.ts";
import { quietAwareness } from "../../web/notes/quiet-awareness.ts";
import { openRoom } from "../../web/room/room-handle.ts";
import { openDisk } from "../../web/storage/forgiving-disk.ts";
import { unsentNotesIn, type NoteStorage } from "../../web/storage/unsent-notes.ts";

/** Somebody at a server: `token` is an access token that lasts for the whole test. */
type World = { url: string; person: string; token: string };

/** What this file offers, as a release has it. */
export type ClientParts = { version: number; clientOf: typeof clientOf };

const TicketAnswer = v.object({ ticket: v.string(), expiresAt: v.number() });

export const version = PROTOCOL_VERSION;

export function clientOf({ url, person: id, token }: World) {
  const person = v.parse(PersonId, id);
  const page = new EventTarget();
  const host = new URL(url).host;
  const newId = () =>
    v.parse(CommandId, uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
  const ticket = async (party: string, door: string, timeoutMs: number) => {
    const answer = await request(
      (path, question) => fetch(url + path, question),
      "POST",
      "/api/tickets",
      TicketAnswer,
      { party, id: door },
      token,
      { timeoutMs },
    );
    if (!answer.ok) return answer;
    return {
      ok: true as const,
      value: { ...answer.value, sessionExpiresAt: answer.value.expiresAt },
    };
  };
  const world = {
    clock: browserClock,
    random: Math.random,
    newId,
    onWake: () => () => undefined,
    refreshSession: () => Promise.resolve({ ok: true as const, value: null }),
  };
  const doors = <Where extends string>(party: "room" | "inbox") =>
    eitherDoor<Where>({
      ...world,
      openSocket: partySockets(party, host, false, page),
      loadPolled: () => Promise.reject(new Error("nothing forbids sockets here")),
    });

  return {
    room(name: string) {
      const room = openRoom(
        {
          ...world,
          person,
          disk: openDisk(browserClock, person),
          notes: unsentNotesIn(() => storage, person),
          holdLock: (_name, _signal, held) => held(),
          openChannel: () => ({ post: () => undefined, close: () => undefined }),
          openSocket: doors<RoomId>("room"),
          ticket: (where, timeoutMs) => ticket("room", where, timeoutMs),
          loadSignals: () => new Promise(() => undefined),
          fetchAfter: () => Promise.resolve(failure("offline")),
          fetchThread: () => Promise.resolve(failure("offline")),
        },
        v.parse(RoomId, name),
      );
      const view = () => room.view.getState();
      return {
        post: (text: string) => room.post(text),
        edit: (seq: number, text: string) => room.edit(seq, text),
        react: (seq: number, emoji: string) => room.react(seq, emoji, true),
        enter: () => room.enter(),
        close: () => room.close(),
        /** What is said in the room as it now reads, by number. */
        said: () =>
          knownEvents(view().room.timeline).flatMap((event) =>
            event.type === "message.posted"
              ? [[event.seq, view().room.states.get(event.seq)?.body ?? event.body] as const]
              : [],
          ),
        seq: () => view().room.seq,
        line: () => view().connection,
        /** What waits, with what became of it so far. */
        unsent: () => view().pending.map(({ body, send }) => ({ body, send })),
      };
    },

    inbox() {
      let held = NOTHING_HELD;
      const link = new InboxLink({
        ...world,
        openSocket: (take, events) => doors<PersonId>("inbox")(person, take, events),
        ticket: (timeoutMs) => ticket("inbox", person, timeoutMs),
        held: { get: () => held, set: (next) => (held = next) },
        wishes: { all: () => [], settle: () => undefined },
        due: () => [],
        presence: { greeted: () => undefined, lost: () => undefined, heard: () => undefined },
        edited: () => undefined,
      });
      link.enter();
      return {
        unread: (room: string) => {
          const entry = held.entries.get(`room ${room}`);
          return entry?.kind === "room" ? entry.count : null;
        },
        close: () => link.close(),
      };
    },

    note(room: string) {
      const document = new Y.Doc();
      let isSaved = false;
      const line = new NoteLine(
        {
          ...world,
          openSocket: (take, events) =>
            partySockets("notes", host, false, page)(room, take, events),
          ticket: (timeoutMs) => ticket("notes", room, timeoutMs),
        },
        document,
        quietAwareness(document),
        (facts) => {
          isSaved = facts.isSynced && facts.isSaved;
        },
      );
      line.enter();
      const root = document.getXmlFragment("note");
      return {
        write(words: string) {
          const paragraph = new Y.XmlElement("paragraph");
          paragraph.insert(0, [new Y.XmlText(words)]);
          root.push([paragraph]);
        },
        text: () => root.toJSON(),
        isSaved: () => isSaved,
        close: () => line.close(),
      };
    },
  };
}

const kept = new Map<string, string>();
/** What a browser gives to a page. */
const storage: NoteStorage = {
  get length() {
    return kept.size;
  },
  key: (nth) => [...kept.keys()][nth] ?? null,
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
};
