import { tellDay } from "../i18n/formats.ts";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import css from "./sections.module.css";
import { lastUsed } from "./last-used.ts";
import type { Passkey } from "./ways.ts";

/** `now`: when the list was told, in ms since epoch. */
type RowProps = { passkey: Passkey; now: number; onRename: () => void; onRemove: () => void };

export function PasskeyRow({ passkey, now, onRename, onRemove }: RowProps) {
  const { name, createdAt, lastUsedAt, isBackedUp } = passkey;
  const facts = [
    lastUsedAt === null ? "Not used yet" : lastUsed(lastUsedAt, now),
    ...(isBackedUp ? ["on all your devices"] : []),
    `since ${tellDay(createdAt)}`,
  ];
  return (
    <FactRow title={<bdi>{name}</bdi>} facts={facts.join(" · ")}>
      <div className={css["acts"]}>
        <Button look="plain" onClick={onRename} aria-label={`Rename ${name}`}>
          Rename
        </Button>
        <Button look="plain" onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
    </FactRow>
  );
}
