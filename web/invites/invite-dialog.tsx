import { useState } from "react";
import { tellDay } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { useTheDoor } from "../welcome/community-door.ts";
import css from "./invite-dialog.module.css";
import { inviteDialogText } from "./invite-dialog.text.ts";
import { tellPeople, tellTerms } from "./invite-words.ts";
import { INVITES } from "./invites.ts";
import { NewInviteForm, type NewLink } from "./new-invite-form.tsx";
import { LinkToGive } from "./new-link.tsx";

/** Makes links that let people in. Those that work are listed on the page of the community. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useText(inviteDialogText);
  const door = useTheDoor().data?.door;
  const [made, setMade] = useState<NewLink | null>(null);
  const done = (link: NewLink) => {
    setMade(link);
    void queryClient.invalidateQueries({ queryKey: INVITES });
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      {made === null ? (
        <>
          <DialogText>{door === "closed" ? t.closed : t.about}</DialogText>
          <NewInviteForm onMade={done} />
        </>
      ) : (
        <>
          <LinkToGive key={made.id} link={`${window.location.origin}/join#${made.token}`} />
          <p className={css["facts"]}>
            {t.made({
              terms: tellTerms(made),
              people: tellPeople(made.maxUses),
              day: tellDay(made.expiresAt),
            })}
          </p>
          <DialogActions>
            <Button look="plain" onClick={() => setMade(null)}>
              {t.another}
            </Button>
            <Button onClick={onClose}>{t.done}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
