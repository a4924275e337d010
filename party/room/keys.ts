import { pad } from "../object/keys.ts";

/**
 * Where a room keeps things. Numbers are padded, because keys sort as text:
 *   meta            who this room is
 *   info, p:PERSON  its name and members, as the log has made them
 *   g:PERSON        who was asked in and is not here yet
 *   d:PERSON        who has deleted their account, and where their name still has to be looked for in the log
 *   n:PERSON        and in the archive; no row, nowhere
 *   e:SEQ           events from SEQ on, as many as were committed together
 *   i:MINUTE:SEQ    ids accepted live;  x:HOUR:SEQ  ids that came by import
 *   k:TIME:TICKET, o:TIME:SESSION  what every object keeps: object/keys.ts
 *   archived        the last event that the archive has confirmed
 *   archive         what else is known of the archive, while all is not well
 *   inboxes         what inboxes were told
 *   note            that somebody has been in its note, and who has changed it lately
 *   receipts        how far people have read who let it be known
 *   h:PERSON        what somebody has chosen about that, once they have
 *   v:SEQ           what has become of the message SEQ;  pins  which ones are pinned
 *   t:ROOT:SEQ      what was said under the message ROOT
 *   s:SEQ           when imported events from SEQ on were stored: their own times are the source's
 */
export const KEY = {
  meta: "meta",
  info: "info",
  archived: "archived",
  archive: "archive",
  inboxes: "inboxes",
  note: "note",
  receipts: "receipts",
  receiptsChoice: (person: string) => `h:${person}`,
  importStored: (seq: number) => `s:${pad(seq)}`,
  member: (person: string) => `p:${person}`,
  invited: (person: string) => `g:${person}`,
  departed: (person: string) => `d:${person}`,
  nameInArchive: (person: string) => `n:${person}`,
  pins: "pins",
  message: (seq: number) => `v:${pad(seq)}`,
  reply: (root: number, seq: number) => `t:${pad(root)}:${pad(seq)}`,
  event: (seq: number) => `e:${pad(seq)}`,
};
