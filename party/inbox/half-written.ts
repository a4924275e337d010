import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { objectionToDraft, withDraft } from "#protocol/inbox/drafts.ts";
import { MAX_PREFERRED_ROOMS } from "#protocol/inbox/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { draftsIn, nameOfPlace, type HeldDrafts, type InboxState } from "./inbox-state.ts";

/** Of so many places it is remembered that nothing is half written there any more. A device that is further behind is told everything. */
const REMEMBERED = 200;

type WriteDraft = Extract<InboxCommand, { type: "draft" }>;

export function writeDraft(state: InboxState, command: WriteDraft): InboxState {
  const before = draftsIn(state, command);
  const after = withDraft(before, command);
  if (after === before) return state;
  const { room, thread } = command;
  const place = thread === undefined ? { room } : { room, thread };
  const name = nameOfPlace(command);
  const drafts = new Map(state.drafts);
  drafts.delete(name);
  drafts.set(name, { ...after, place });
  return { ...state, drafts: forgetting(drafts) };
}

/** Why something is not done for a person who has a right to it; null: it is. What is there already always may be changed. */
export function objectionTo(state: InboxState, command: InboxCommand): RefusalCode | null {
  if (command.type === "draft")
    return objectionToDraft(draftsIn(state, command), command, countDrafts(state));
  const isOfRoom =
    command.type === "star" || (command.type === "mute" && command.thread === undefined);
  return isOfRoom && isFullFor(state, command) ? "inbox_full" : null;
}

function isFullFor(
  { preferences: { rooms } }: InboxState,
  { room, on }: Extract<InboxCommand, { type: "star" | "mute" }>,
): boolean {
  return on && !rooms.has(room) && rooms.size >= MAX_PREFERRED_ROOMS;
}

function countDrafts({ drafts }: InboxState): number {
  return [...drafts.values()].reduce((sum, each) => sum + each.drafts.length, 0);
}

function forgetting(drafts: Map<string, HeldDrafts>): Map<string, HeldDrafts> {
  const over = [...drafts].filter(([, each]) => each.drafts.length === 0);
  for (const [name] of over.slice(0, -REMEMBERED)) drafts.delete(name);
  return drafts;
}
