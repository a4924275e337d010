import { useState } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { sessionStore } from "../session/session.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { Section, SectionTrouble } from "../ui/section.tsx";
import css from "./data-section.module.css";
import { dataText } from "./data-section.text.ts";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import { exportOwnData } from "./own-data-by-http.ts";
import { withProof } from "./prove.ts";

/** What is one's own: taking it along, and taking it away. */
export function DataSection() {
  const t = useText(dataText);
  const who = useStore(sessionStore);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isDeleting, setDeleting] = useState(false);

  const download = async () => {
    setBusy(true);
    const answer = await withProof(exportOwnData);
    setBusy(false);
    setWrong(answer.ok ? null : answer.says);
    if (!answer.ok) return;
    saveFile(answer.value.name, answer.value.content);
    announce(t.saving);
  };

  return (
    <>
      <Section title={t.title} about={t.about}>
        <SectionTrouble says={wrong} />
        <Button isBusy={isBusy} onClick={() => void download()}>
          {t.download}
        </Button>
        <h3 className={css["heading"]}>{t.delete}</h3>
        <p className={css["about"]}>{t.deleteAbout}</p>
        <Button look="danger" onClick={() => setDeleting(true)}>
          {t.deleteAsk}
        </Button>
      </Section>
      {isDeleting && who.at === "signed_in" && (
        <DeleteAccountDialog name={who.person.name} onClose={() => setDeleting(false)} />
      )}
    </>
  );
}
