import { tellDay } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { lastUsedText } from "./last-used.text.ts";
import css from "./sections.module.css";
import { lastUsed } from "./last-used.ts";
import { passkeysText } from "./ways.text.ts";
import type { Passkey } from "./ways.ts";

/** `now`: when the list was told, in ms since epoch. */
type RowProps = { passkey: Passkey; now: number; onRename: () => void; onRemove: () => void };

export function PasskeyRow({ passkey, now, onRename, onRemove }: RowProps) {
  const used = useText(lastUsedText);
  const t = useText(passkeysText);
  const { name, createdAt, lastUsedAt, isBackedUp } = passkey;
  const facts = [
    lastUsedAt === null ? used.never : lastUsed(lastUsedAt, now),
    ...(isBackedUp ? [t.everywhere] : []),
    used.since({ day: tellDay(createdAt) }),
  ];
  return (
    <FactRow title={<bdi>{name}</bdi>} facts={facts.join(" · ")}>
      <div className={css["acts"]}>
        <Button look="plain" onClick={onRename} aria-label={t.renameOne({ name })}>
          {t.rename}
        </Button>
        <Button look="plain" onClick={onRemove} aria-label={t.removeOne({ name })}>
          {t.remove}
        </Button>
      </div>
    </FactRow>
  );
}
