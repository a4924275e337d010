import { useState } from "react";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { useTheDoor } from "../welcome/community-door.ts";
import css from "./invite-dialog.module.css";
import { tellDay, tellPeople, tellTerms } from "./invite-words.ts";
import { INVITES } from "./invites.ts";
import { NewInviteForm, type NewLink } from "./new-invite-form.tsx";
import { LinkToGive } from "./new-link.tsx";

/** Makes links that let people in. Those that work are listed on the page of the community. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const door = useTheDoor().data?.door;
  const [made, setMade] = useState<NewLink | null>(null);
  const done = (link: NewLink) => {
    setMade(link);
    void queryClient.invalidateQueries({ queryKey: INVITES });
  };
  return (
    <Dialog title="Invite people" onClose={onClose}>
      {made === null ? (
        <>
          <DialogText>
            {door === "closed"
              ? "Nobody can join at the moment: the link works once that is allowed again in the settings."
              : "Whoever opens the link can make an account here. Send it only to people you want in."}
          </DialogText>
          <NewInviteForm onMade={done} />
        </>
      ) : (
        <>
          <LinkToGive key={made.id} link={`${window.location.origin}/join#${made.token}`} />
          <p className={css["facts"]}>
            {tellTerms(made)}, for {tellPeople(made.maxUses)} until {tellDay(made.expiresAt)}. The
            link is shown only this once.
          </p>
          <DialogActions>
            <Button look="plain" onClick={() => setMade(null)}>
              Make another
            </Button>
            <Button onClick={onClose}>Done</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
