import { getSchema } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";
import { noteExtensions } from "./editor/note-extensions.ts";

let schema: Schema | null = null;

/** What a note can hold, where there is no editor: for its history, and for taking it elsewhere. */
export function noteSchema(): Schema {
  schema ??= getSchema(noteExtensions({ names: null, boxLabel: (text) => text }));
  return schema;
}
