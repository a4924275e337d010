import { useRef, useState } from "react";
import { RECOVERY_CODES } from "#protocol/limits.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import css from "./sections.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { RemovalDialog } from "./removal-dialog.tsx";
import { makeRecoveryCodes, useWays } from "./ways.ts";

/** Codes for the drawer: they open the account when everything else is lost. */
export function RecoverySection() {
  const { data } = useWays();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const left = data?.recoveryCodes ?? 0;

  const make = async () => {
    setBusy(true);
    setWrong(null);
    const answer = await makeRecoveryCodes();
    setBusy(false);
    if (answer.ok) setCodes(answer.value);
    else setWrong(answer.says);
  };

  const kept = () => {
    setCodes(null);
    announce("Recovery codes are not shown any more");
    place.current?.focus();
  };

  return (
    <Section
      title="Recovery codes"
      about="If you lose every other way to sign in, one of these codes and your email let you in, once each."
    >
      <div ref={place} tabIndex={-1} className={css["list"]}>
        {codes === null ? (
          <>
            {data !== undefined && <p className={css["note"]}>{tellLeft(left)}</p>}
            <SectionTrouble says={wrong} />
            <Button
              isBusy={isBusy}
              onClick={() => {
                if (left > 0) setAsking(true);
                else void make();
              }}
            >
              {left > 0 ? "Make new codes" : "Make recovery codes"}
            </Button>
          </>
        ) : (
          <RecoveryCodes codes={codes} onKept={kept} />
        )}
      </div>
      {isAsking && (
        <RemovalDialog
          title="Make new recovery codes?"
          says="The codes that you have now stop working."
          verb="Make new codes"
          act={makeRecoveryCodes}
          onDone={setCodes}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function tellLeft(left: number): string {
  if (left === 0) return "You have none.";
  return left === 1 ? "One code is left." : `${left} of ${RECOVERY_CODES} codes are left.`;
}
