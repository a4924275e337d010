import { useStore } from "zustand";
import { NO_MAIL_CHOICE, type AfterHours } from "#protocol/inbox/mail-choice.ts";
import { inbox } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes } from "./wishes.ts";

/** After how many hours one is mailed what one has missed; what is wished for holds already. */
export function useAfterHours(): AfterHours {
  const told = useStore(inbox, ({ entries }) => {
    const entry = entries.get("mail");
    return entry?.kind === "mail" ? entry.afterHours : NO_MAIL_CHOICE.afterHours;
  });
  const wished = useStore(wishes.store, ({ wishes: all }) =>
    all.findLast((wish) => wish.type === "mail" && wish.afterHours !== undefined),
  );
  return (wished?.type === "mail" ? wished.afterHours : undefined) ?? told;
}

export function chooseAfterHours(afterHours: AfterHours): void {
  wishes.add({ type: "mail", id: newWishId(), afterHours });
}
