import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { isSaved, saved } from "../saved/saved.ts";
import { exactTime } from "../timeline/times.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { PinIcon } from "../ui/icons.tsx";
import { SavedIcon } from "../ui/more-icons.tsx";
import css from "./message-marks.module.css";
import type { PartsProps } from "./message-parts.tsx";
import { messageText } from "./message.text.ts";

const EditHistory = lazyPart(async () => {
  const { EditHistory: component } = await import("./edit-history.tsx");
  return { default: component };
});

/** Beside the last word: that it was edited, is pinned, is among what one keeps. */
export function MessageMarks({ handle, shown, isReachable }: PartsProps) {
  const t = useText(messageText);
  const isKept = useStore(saved, (all) => isSaved(all, handle.id, shown.event.seq));
  const [isAsking, setAsking] = useState(false);
  const isSaving = shown.edit !== null && shown.edit.send.at !== "failed";
  if (shown.deleted) return null;
  // An empty one would take a line of its own below a list.
  if (!isSaving && shown.editedAt === null && !shown.isPinned && !isKept) return null;
  return (
    // Apart from the words, whose direction is their own.
    <bdi className={css["marks"]}>
      {isSaving ? (
        <span className={css["saving"]}>{t.saving}</span>
      ) : (
        shown.editedAt !== null && (
          <button
            type="button"
            className={css["edited"]}
            title={t.editedAt({ time: exactTime(shown.editedAt) })}
            tabIndex={isReachable ? 0 : -1}
            aria-haspopup="dialog"
            onClick={() => setAsking(true)}
          >
            ({t.edited})
          </button>
        )
      )}
      {shown.isPinned && (
        <span className={css["mark"]} role="img" aria-label={t.pinned} title={t.pinned}>
          <PinIcon size={14} />
        </span>
      )}
      {isKept && (
        <span className={css["mark"]} role="img" aria-label={t.saved} title={t.saved}>
          <SavedIcon size={14} />
        </span>
      )}
      {/* Apart from the row, whose keys and menu are not its own. */}
      {isAsking &&
        createPortal(
          <Suspense fallback={null}>
            <EditHistory handle={handle} shown={shown} onClose={() => setAsking(false)} />
          </Suspense>,
          document.body,
        )}
    </bdi>
  );
}
