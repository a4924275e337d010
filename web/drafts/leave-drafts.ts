import { draftSync } from "./draft-sync-here.ts";

/** Whoever wrote goes elsewhere: the inbox is told at once. */
export function leaveDrafts(): void {
  draftSync.getState().sync?.flush();
}
