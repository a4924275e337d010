import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { compareNames } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Dialog, DialogText } from "../ui/dialog.tsx";
import css from "./readers-dialog.module.css";
import { receiptsText } from "./receipts.text.ts";

type ReadersDialogProps = {
  people: readonly PersonId[];
  members: RoomState["members"];
  onClose: () => void;
};

/** Everyone who has read a message, by name. Whoever reads it meanwhile comes to it. */
export function ReadersDialog({ people, members, onClose }: ReadersDialogProps) {
  const t = useText(receiptsText);
  const named = people
    .map((id) => ({ id, name: members[id]?.name ?? "" }))
    .toSorted((a, b) => compareNames(a.name, b.name));
  return (
    <Dialog title={t.who} onClose={onClose}>
      {named.length === 0 ? (
        <DialogText>{t.nobody}</DialogText>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Many are scrolled, also by keys.
        <ul className={css["people"]} tabIndex={0} data-begin>
          {named.map(({ id, name }) => (
            <li key={id} className={css["person"]}>
              <Avatar id={id} name={name} size="small" />
              <bdi className={css["name"]}>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
