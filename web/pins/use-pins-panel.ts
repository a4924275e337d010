import { boolean, is, object } from "valibot";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { isPhone, usePhone } from "../shell/widths.ts";

export type PinsPanelState = { isOpen: boolean; open: () => void; close: () => void };

const panel = createStore<{ isOpen: boolean }>(() => ({ isOpen: false }));

const Visit = object({ arePinsOpen: boolean() });

/** Whether the panel is open. On a phone it is the whole page, so there it is a step of the history: Back closes it. */
export function usePinsPanel(): PinsPanelState {
  const isOnPhone = usePhone();
  const isOpenBeside = useStore(panel, ({ isOpen }) => isOpen);
  const isOpenAsPage = is(Visit, useHistoryState());
  return { isOpen: isOnPhone ? isOpenAsPage : isOpenBeside, open, close };
}

/** From anywhere in the room. */
export function togglePinsPanel(): void {
  const isOpen = isPhone() ? is(Visit, window.history.state) : panel.getState().isOpen;
  if (isOpen) close();
  else open();
}

function open(): void {
  if (!isPhone()) return panel.setState({ isOpen: true });
  const { pathname, search, hash } = window.location;
  return navigate(pathname + search + hash, { state: { arePinsOpen: true } });
}

function close(): void {
  if (isPhone()) window.history.back();
  else panel.setState({ isOpen: false });
}
