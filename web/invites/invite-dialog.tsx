import { INVITE_DAYS, INVITE_USES } from "#protocol/limits.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { queryClient, valueOf } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import { Dialog, DialogText } from "../ui/dialog.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./invite-dialog.module.css";
import { listInvites, makeInvite, revokeInvite, type Invite } from "./invites-by-http.ts";

const INVITES = ["invites"] as const;
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });

/** Makes links that let people in, shows those that still work, and takes them back. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: INVITES,
    queryFn: async () => valueOf(await listInvites()),
  });
  const [made, setMade] = useState<{ id: string; link: string } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const making = useRef<HTMLDivElement>(null);

  const make = async () => {
    setBusy(true);
    const answer = await makeInvite();
    setBusy(false);
    setWrong(answer.ok ? null : answer.says);
    if (answer.ok) {
      const { id, token } = answer.value;
      setMade({ id, link: `${window.location.origin}/join#${token}` });
      await queryClient.invalidateQueries({ queryKey: INVITES });
    }
  };

  return (
    <Dialog title="Invite people" onClose={onClose}>
      <DialogText>
        Whoever opens the link can make an account here. Send it only to people you want in.
      </DialogText>
      <div ref={making} className={css["make"]}>
        {made === null ? (
          <Button look="primary" isBusy={isBusy} onClick={() => void make()} data-begin>
            Create invite link
          </Button>
        ) : (
          <NewLink key={made.id} link={made.link} />
        )}
        <p className={css["facts"]}>
          A link works for {INVITE_USES} people and {INVITE_DAYS} days, and is shown only once.
        </p>
      </div>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
      {error !== null && <p className={css["wrong"]}>{error.message}</p>}
      {data === undefined && error === null && <SkeletonRows rows={1} label="Loading invites" />}
      {data !== undefined && data.length > 0 && (
        <>
          <h3 className={css["heading"]}>Links that work</h3>
          <ul>
            {data.map((invite) => (
              <InviteRow
                key={invite.id}
                invite={invite}
                onRevoked={() => {
                  // Its row goes, and the focus must not go with it.
                  making.current?.querySelector("button")?.focus();
                }}
              />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function NewLink({ link }: { link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);

  // The button that made it is gone, and the focus with it; what has the focus selects itself.
  useEffect(() => field.current?.focus(), []);

  const copy = async () => {
    if (await copyText(link)) {
      setCopied(true);
      announce("Copied");
    } else {
      // The browser forbids it here; the link is selected, so the keyboard can copy it.
      field.current?.select();
      announce("Could not copy. The link is selected: copy it with the keyboard.");
    }
  };

  return (
    <div className={css["link"]}>
      <input
        ref={field}
        className={css["address"]}
        aria-label="Invite link"
        readOnly
        dir="ltr"
        value={link}
        onFocus={({ target }) => target.select()}
      />
      <Button look="primary" onClick={() => void copy()}>
        {isCopied ? "Copied" : "Copy link"}
      </Button>
    </div>
  );
}

function InviteRow({ invite, onRevoked }: { invite: Invite; onRevoked: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const made = date.format(invite.createdAt);

  const revoke = async () => {
    setBusy(true);
    const answer = await revokeInvite(invite.id);
    if (answer.ok) onRevoked();
    else setWrong(answer.says);
    await queryClient.invalidateQueries({ queryKey: INVITES });
    setBusy(false);
  };

  return (
    <FactRow
      title={`Made on ${made}`}
      facts={wrong ?? `${tellUses(invite)} · until ${date.format(invite.expiresAt)}`}
    >
      <Button
        look="plain"
        isBusy={isBusy}
        onClick={() => void revoke()}
        aria-label={`Revoke the link made on ${made}`}
      >
        Revoke
      </Button>
    </FactRow>
  );
}

function tellUses({ uses, maxUses }: Invite): string {
  if (maxUses !== null) return `Used ${uses} of ${maxUses}`;
  if (uses === 0) return "Not used yet";
  return uses === 1 ? "Used once" : `Used ${uses} times`;
}
