import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";
import { may } from "#protocol/roles.ts";
import type { Member, RoomState } from "#protocol/room-state.ts";
import { compareNames } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "../markup/markup.text.ts";
import { valueOf } from "../query-client.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { sessionStore } from "../session/session.ts";
import { useMay } from "../session/use-may.ts";
import { namesOfInvited } from "./invitations-by-http.ts";

/** Somebody who was asked into a room and has not come yet. */
export type Invited = { id: string; name: string; mayWithdraw: boolean };

/** Those who were asked into this room, by name; nobody for whoever may not know them. */
export function useInvited(handle: RoomHandle): readonly Invited[] {
  const { someone } = useText(markupText);
  const invited = useRoomView(handle, (view) => view.room.invited);
  const me = useStore(sessionStore, (who) => (who.at === "signed_in" ? who.person.id : null));
  const keepsOrder = useKeepsOrder(handle);
  const isAllowed = useMay("people.list");
  const ids = Object.keys(invited);
  const { data: names } = useQuery({
    // Somebody new is somebody to ask for.
    queryKey: ["invited", handle.id, ids.join()],
    queryFn: async () => valueOf(await namesOfInvited(handle.id)),
    enabled: isAllowed && ids.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  return useMemo(
    () => (isAllowed ? listed(invited, (id) => names?.get(id) ?? someone, me, keepsOrder) : []),
    [invited, names, someone, me, keepsOrder, isAllowed],
  );
}

function listed(
  invited: RoomState["invited"],
  nameOf: (id: string) => string,
  me: string | null,
  keepsOrder: boolean,
): Invited[] {
  return Object.entries(invited)
    .map(([id, { by }]) => ({ id, name: nameOf(id), mayWithdraw: keepsOrder || by === me }))
    .toSorted((a, b) => compareNames(a.name, b.name));
}

/** Whether one keeps order in this room: then one may bring guests in, and take back what others asked. */
export function useKeepsOrder(handle: RoomHandle): boolean {
  const who = useStore(sessionStore);
  const members: Readonly<Record<string, Member>> = useRoomView(
    handle,
    (view) => view.room.members,
  );
  if (who.at !== "signed_in") return false;
  const { id, role } = who.person;
  return may(role, "message.remove") || members[id]?.role === "owner";
}
