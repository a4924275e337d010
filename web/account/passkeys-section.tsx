import { useRef, useState } from "react";
import { arePasskeysHere } from "../passkeys/passkeys-here.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./sections.module.css";
import { PasskeyRow } from "./passkey-row.tsx";
import { RemovalDialog } from "./removal-dialog.tsx";
import { RenamePasskeyDialog } from "./rename-passkey-dialog.tsx";
import { addPasskey, removePasskey, useWays, type Passkey } from "./ways.ts";

type Asking = { what: "name" | "remove"; passkey: Passkey };

/** The passkeys of this account: to add one, to say which is which, to take one away. */
export function PasskeysSection() {
  const { data, dataUpdatedAt, error } = useWays();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const add = async () => {
    setBusy(true);
    setWrong(null);
    const answer = await addPasskey();
    setBusy(false);
    if (answer.ok) announce("Passkey added");
    else setWrong(answer.says);
  };

  const removed = () => {
    announce("Passkey removed");
    // Its row has gone, and the focus must not go with it.
    list.current?.focus();
  };

  return (
    <Section
      title="Passkeys"
      about="Sign in with your fingerprint, your face or a device’s PIN. Nobody can guess one or talk you out of it."
    >
      <SectionTrouble says={error?.message ?? null} />
      {data === undefined && error === null && <SkeletonRows rows={1} label="Loading passkeys" />}
      <ul ref={list} className={css["list"]} tabIndex={-1} aria-label="Passkeys">
        {data?.passkeys.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            now={dataUpdatedAt}
            onRename={() => setAsking({ what: "name", passkey })}
            onRemove={() => setAsking({ what: "remove", passkey })}
          />
        ))}
      </ul>
      <SectionTrouble says={wrong} />
      {arePasskeysHere() ? (
        <div className={css["more"]}>
          <Button isBusy={isBusy} onClick={() => void add()}>
            Add a passkey
          </Button>
        </div>
      ) : (
        <p className={css["note"]}>Passkeys cannot be added in this browser, at this address.</p>
      )}
      {asking?.what === "name" && (
        <RenamePasskeyDialog passkey={asking.passkey} onClose={() => setAsking(null)} />
      )}
      {asking?.what === "remove" && (
        <RemovalDialog
          title={`Remove “${asking.passkey.name}”?`}
          says="It signs you in no more, and you are signed out everywhere but here."
          verb="Remove passkey"
          act={() => removePasskey(asking.passkey.id)}
          onDone={removed}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
