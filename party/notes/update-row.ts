import { PersonId } from "#protocol/ids.ts";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as v from "valibot";

/** A change as it is stored. `at`: ms since epoch. */
export type StoredUpdate = { by: PersonId; at: number; update: Uint8Array };

/** Raised when rows are written in another form; those of older ones have to be read all the same. */
const FORM = 1;

export function writeUpdateRow({ by, at, update }: StoredUpdate): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, FORM);
  encoding.writeVarUint(encoder, at);
  encoding.writeVarString(encoder, by);
  encoding.writeUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** @throws RangeError on a row of a form that this version does not know. */
export function readUpdateRow(row: Uint8Array): StoredUpdate {
  const decoder = decoding.createDecoder(row);
  const form = decoding.readUint8(decoder);
  if (form !== FORM) throw new RangeError(`a change of a note is stored in form ${form}`);
  const at = decoding.readVarUint(decoder);
  const by = v.parse(PersonId, decoding.readVarString(decoder));
  return { by, at, update: decoding.readTailAsUint8Array(decoder) };
}
