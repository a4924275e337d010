import { useEffect, useRef, useState, type RefObject } from "react";
import { useStore } from "zustand";
import type { Draft } from "#protocol/inbox/drafts.ts";
import { drafts, draftUnder } from "../composer/drafts.ts";
import { useText } from "../i18n/i18n.ts";
import { keyOf, type Place } from "../place.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { discardDraft } from "./discard-draft.ts";
import { putAside } from "./draft-notes.ts";
import { draftSync } from "./draft-sync-here.ts";
import { draftsText } from "./drafts.text.ts";
import { leaveDrafts } from "./leave-drafts.ts";
import css from "./other-drafts.module.css";

/** As much of a draft as is read out with a button. */
const SPOKEN = 80;

type OtherDraftsProps = { place: Place; field: RefObject<HTMLTextAreaElement | null> };

/** What was half written on other devices without knowing of this one, above the field, and why one stays on this device. Give it a `key` per place. */
export function OtherDrafts({ place, field }: OtherDraftsProps) {
  const t = useText(draftsText);
  const key = keyOf(place);
  const draft = useStore(drafts, (all) => draftUnder(key, all));
  const sync = useStore(draftSync, (state) => state.sync);
  const [hidden, setHidden] = useState(putAside);
  const isMine = draft.text.trim() !== "";
  // What was put aside comes back when there is nothing to keep in its place.
  const others = (draft.others ?? []).filter(({ version }) => !isMine || !hidden.includes(version));
  const count = others.length;
  useTold(count);
  // Whoever wrote goes elsewhere.
  useEffect(() => leaveDrafts, []);
  if (count === 0 && !draft.refused) return null;
  const done = () => field.current?.focus();
  return (
    <div className={css["drafts"]}>
      {draft.refused && (
        <p className={css["refused"]} role="status">
          {t.here} {draft.refused === "body_too_long" ? t.tooLong : t.tooMany}
        </p>
      )}
      {others.map((other) => (
        <section key={other.version} className={css["draft"]} aria-label={t.elsewhere}>
          <p className={css["text"]}>
            <span className={css["whose"]}>{t.elsewhere}</span> <bdi>{other.text}</bdi>
          </p>
          <div className={css["ways"]}>
            <Button
              look="plain"
              aria-label={t.takeOf({ text: spoken(other) })}
              onClick={() => {
                sync?.use(key, other);
                if (isMine) announce(t.used);
                done();
              }}
            >
              {t.take}
            </Button>
            {isMine && (
              <Button
                look="plain"
                aria-label={t.keepMineOf({ text: spoken(other) })}
                onClick={() => {
                  sync?.keepMine(key, other.version);
                  setHidden(putAside());
                  done();
                }}
              >
                {t.keepMine}
              </Button>
            )}
            <Button
              look="plain"
              aria-label={t.discardOf({ text: spoken(other) })}
              onClick={() => {
                discardDraft(key, other.version);
                done();
              }}
            >
              {t.discard}
            </Button>
          </div>
        </section>
      ))}
    </div>
  );
}

/** Tells those who do not see it that another draft has come. */
function useTold(count: number): void {
  const t = useText(draftsText);
  const before = useRef(0);
  useEffect(() => {
    if (count > before.current) announce(t.others(count));
    before.current = count;
  }, [count, t]);
}

function spoken({ text }: Draft): string {
  return text.length > SPOKEN ? `${text.slice(0, SPOKEN)}…` : text;
}
