import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { enterByPasskey } from "../passkeys/enter-by-passkey.ts";
import { offerInField } from "../passkeys/offer-in-field.ts";
import { PasskeyIcon } from "../passkeys/passkey-icon.tsx";
import { arePasskeysHere } from "../passkeys/passkeys-here.ts";
import { Button } from "../ui/button.tsx";
import { uiText } from "../ui/ui.text.ts";
import css from "./passkey-sign-in.module.css";
import { signInText } from "./sign-in.text.ts";

/** The first way to sign in: a button, and the list under the address field. Nothing where there are no passkeys. */
export function PasskeySignIn() {
  return arePasskeysHere() ? <ByPasskey /> : null;
}

function ByPasskey() {
  const u = useText(uiText);
  const t = useText(signInText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const stopOffer = useRef(() => {});

  // A browser asks for one passkey at a time: the list gives way to the button, and comes back.
  useEffect(() => {
    if (isBusy) return undefined;
    stopOffer.current = offerInField(setWrong);
    return () => stopOffer.current();
  }, [isBusy]);

  const signIn = async () => {
    stopOffer.current();
    setBusy(true);
    setWrong(null);
    const answer = await enterByPasskey();
    setBusy(false);
    if (!answer.ok) setWrong(answer.says);
  };

  return (
    <div className={css["way"]}>
      <Button isBusy={isBusy} onClick={() => void signIn()}>
        <PasskeyIcon />
        {t.withPasskey}
      </Button>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
      <p className={css["or"]}>{u.or}</p>
    </div>
  );
}
