import { boolean, is, object, safeParse } from "valibot";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { useStore } from "zustand";
import { layout, openPeople } from "../shell/layout.ts";
import { isPhone, usePhone } from "../shell/widths.ts";

export type PeoplePanelState = { isOpen: boolean; open: () => void; close: () => void };

const Visit = object({ isPeopleOpen: boolean() });

/** Whether the panel is open. On a phone it is the whole page, so there it is a step of the history: Back closes it. */
export function usePeoplePanel(): PeoplePanelState {
  const isPhone = usePhone();
  const isOpenBeside = useStore(layout, (state) => state.isPeopleOpen);
  const visit = safeParse(Visit, useHistoryState());
  if (!isPhone) {
    return { isOpen: isOpenBeside, open: () => openPeople(true), close: () => openPeople(false) };
  }
  return {
    isOpen: visit.success && visit.output.isPeopleOpen,
    open: openAsPage,
    close: () => window.history.back(),
  };
}

/** From anywhere in the room. */
export function togglePeoplePanel(): void {
  if (!isPhone()) openPeople(!layout.getState().isPeopleOpen);
  else if (is(Visit, window.history.state)) window.history.back();
  else openAsPage();
}

function openAsPage(): void {
  const { pathname, search, hash } = window.location;
  navigate(pathname + search + hash, { state: { isPeopleOpen: true } });
}
