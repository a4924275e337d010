import { useState } from "react";
import { useStore } from "zustand";
import { sessionStore } from "../session/session.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { Section, SectionTrouble } from "../ui/section.tsx";
import css from "./data-section.module.css";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import { exportOwnData } from "./own-data-by-http.ts";
import { withProof } from "./prove.ts";

/** What is one's own: taking it along, and taking it away. */
export function DataSection() {
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
    announce("Your data is being saved");
  };

  return (
    <>
      <Section
        title="Your data"
        about="A file with everything that is kept of you: your profile, how and where you sign in, your rooms, and all that you have written."
      >
        <SectionTrouble says={wrong} />
        <Button isBusy={isBusy} onClick={() => void download()}>
          Download your data
        </Button>
        <h3 className={css["heading"]}>Delete account</h3>
        <p className={css["about"]}>You can leave for good. This cannot be undone.</p>
        <Button look="danger" onClick={() => setDeleting(true)}>
          Delete account…
        </Button>
      </Section>
      {isDeleting && who.at === "signed_in" && (
        <DeleteAccountDialog name={who.person.name} onClose={() => setDeleting(false)} />
      )}
    </>
  );
}
