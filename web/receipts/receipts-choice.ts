import { useStore } from "zustand";
import { inbox, type Held } from "../inbox/held.ts";
import { newWishId } from "../inbox/new-wish-id.ts";
import { wishes } from "../inbox/wishes.ts";

/** Whether others may know how far one has read; what is wished for holds already. Without a word from the inbox nobody knows. */
export function mayTellReceipts(): boolean {
  const held = inbox.getState();
  return held.epoch !== null && areShown(held, wishes.all());
}

/** Calls when that may have changed. Gives what ends the calls. */
export function onReceiptsChoice(changed: () => void): () => void {
  const stops = [inbox.subscribe(changed), wishes.store.subscribe(changed)];
  return () => stops.forEach((stop) => stop());
}

export function useReceiptsShown(): boolean {
  const told = useStore(inbox, ({ entries }) => entries.get("receipts"));
  const wished = useStore(wishes.store, ({ wishes: all }) =>
    all.findLast((wish) => wish.type === "receipts"),
  );
  if (wished?.type === "receipts") return wished.isShown;
  return told?.kind === "receipts" ? told.isShown : true;
}

export function chooseReceipts(isShown: boolean): void {
  wishes.add({ type: "receipts", id: newWishId(), isShown });
}

function areShown({ entries }: Held, waiting: ReturnType<typeof wishes.all>): boolean {
  const wished = waiting.findLast((wish) => wish.type === "receipts");
  if (wished?.type === "receipts") return wished.isShown;
  const told = entries.get("receipts");
  return told?.kind === "receipts" ? told.isShown : true;
}
