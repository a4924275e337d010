import { useMemo } from "react";
import { useStore } from "zustand";
import { drafts } from "../composer/drafts.ts";
import { useText } from "../i18n/i18n.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { DraftRow } from "./draft-row.tsx";
import css from "./drafts-page.module.css";
import { draftsText } from "./drafts.text.ts";
import { listedDrafts } from "./listed-drafts.ts";

/** Everything that one has half written, the last written first. */
export function DraftsPage() {
  const t = useText(draftsText);
  const all = useStore(drafts);
  const listed = useMemo(() => listedDrafts(all), [all]);
  return (
    <Page title={t.title}>
      <PageColumn>
        {listed.length === 0 ? (
          <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
        ) : (
          <>
            <p className={css["about"]}>{t.about}</p>
            <ul className={css["list"]} aria-label={t.list}>
              {listed.map((draft) => (
                <DraftRow key={`${draft.key} ${draft.version ?? ""}`} draft={draft} />
              ))}
            </ul>
          </>
        )}
      </PageColumn>
    </Page>
  );
}
