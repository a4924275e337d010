import type { RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import type { Counting } from "../meter/tally.ts";
import type { Clock, ObjectLog, Storage } from "../object/ports.ts";
import type { Mention } from "./mentions-in.ts";
import type { Answer, Author, NoteAccess, TicketClaims } from "../rooms.ts";

/** The world, as a note needs it. Hosts and tests bring it. */
export type NoteWorld = {
  /** What every object keeps: tickets, ended sessions. */
  storage: Storage;
  /** The note itself. */
  rows: Storage<Uint8Array>;
  clock: Clock;
  limits: RoomLimits;
  tickets: { check(ticket: string, room: RoomId): Promise<TicketClaims | null> };
  /** Asks the room what this person may do here. */
  access(room: RoomId, by: Author): Promise<Answer<NoteAccess>>;
  /** Tells the room who has changed the note lately. */
  changed(room: RoomId, news: NoteNews): Promise<Answer<unknown>>;
  /** Tells the room whom somebody has named in it. The same mention may be told again. */
  mention(room: RoomId, by: Author, mention: Mention): Promise<Answer<unknown>>;
  newEngine: NewEngine;
  log: ObjectLog;
  counts: Counting;
  /** Something failed that must not: the host drops this note and wakes a new one from storage. */
  giveUp(error: unknown): void;
};

/** One socket, as what speaks Yjs needs it. */
export type Line = { readonly id: string; send(frame: Uint8Array): void };

/**
 * What speaks Yjs: each host has a library of its own for it. Nothing reaches it before the note has looked at it, and nothing that it
 * says is sent before the note has stored what led to it.
 */
export type Engine = {
  readonly document: Doc;
  readonly awareness: Awareness;
  /** Greets: what the document holds, as a question, and where the others are. */
  join(line: Line): Promise<void>;
  /** One binary frame, which may change the document and be told to the others. */
  receive(line: Line, frame: Uint8Array): void;
  /** Nothing goes there any more. The note itself has told the others that this one's editor is gone. */
  leave(line: Line): void;
};

/** `load` fills the document before anything is told of it. */
export type NewEngine = (load: (document: Doc) => Promise<void>) => Promise<Engine>;
