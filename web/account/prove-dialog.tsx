import { useState } from "react";
import * as v from "valibot";
import { askApi } from "../api.ts";
import { useText } from "../i18n/i18n.ts";
import { signByPasskey } from "../passkeys/ceremonies.ts";
import { PasskeyIcon } from "../passkeys/passkey-icon.tsx";
import { arePasskeysHere } from "../passkeys/passkeys-here.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import css from "./prove-dialog.module.css";
import { ProveByMail, useProofByMail } from "./prove-by-mail.tsx";
import { ProveByProvider } from "./prove-by-provider.tsx";
import { proveText } from "./prove.text.ts";
import { wanted, type Wanted } from "./prove.ts";
import { useWays } from "./ways.ts";

/** Asks for a proof whenever something wants one. Stands once on the page. */
export function ProveDialogs() {
  const now = wanted((state) => state.now);
  const byMail = useProofByMail(now !== null);
  if (now === null || byMail === undefined) return null;
  return byMail ? <ProveByMail want={now} /> : <ProveDialog want={now} />;
}

/** By a passkey for whoever has one, by the password, or by another site that knows them. */
function ProveDialog({ want }: { want: Wanted }) {
  const u = useText(uiText);
  const t = useText(proveText);
  const { data, error } = useWays();
  const byPasskey = data !== undefined && data.passkeys.length > 0 && arePasskeysHere();
  // Nobody can tell without an answer, and a password is what most have.
  const byPassword = data?.password ?? error !== null;
  const byProvider = data !== undefined && data.identities.length > 0;
  return (
    <Dialog title={t.title} onClose={() => want.done(false)}>
      <DialogText>{t.about}</DialogText>
      {data === undefined && error === null && <SkeletonRows rows={1} label={t.loading} />}
      {byPasskey && <ByPasskey want={want} />}
      {byPasskey && byPassword && <p className={css["or"]}>{u.or}</p>}
      {byPassword && <ByPassword want={want} isFirst={!byPasskey} />}
      {byProvider && <ProveByProvider isFirst={!byPasskey && !byPassword} />}
      {data !== undefined && !byPasskey && !byPassword && !byProvider && (
        <DialogText>{t.signInAgain}</DialogText>
      )}
      {data !== undefined && !byPassword && (
        <DialogActions>
          <Button onClick={() => want.done(false)}>{u.cancel}</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

function ByPasskey({ want }: { want: Wanted }) {
  const t = useText(proveText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const prove = async () => {
    const path = "/api/proof/passkey";
    setBusy(true);
    setWrong(null);
    const used = await signByPasskey(askApi, path);
    const answer = used.ok ? await askApi("POST", path, v.unknown(), used.value.signed) : used;
    setBusy(false);
    if (answer.ok) want.done(true);
    else setWrong(answer.says);
  };

  return (
    <div className={css["passkey"]}>
      <Button look="primary" isBusy={isBusy} onClick={() => void prove()} data-begin>
        <PasskeyIcon />
        {t.usePasskey}
      </Button>
      <SectionTrouble says={wrong} />
    </div>
  );
}

function ByPassword({ want, isFirst }: { want: Wanted; isFirst: boolean }) {
  const u = useText(uiText);
  const t = useText(proveText);
  const form = useForm(async ({ text }) => {
    const body = { password: text("password") };
    const answer = await askApi("POST", "/api/proof/password", v.unknown(), body);
    if (answer.ok) want.done(true);
    return answer;
  });
  return (
    <Form form={form}>
      <PasswordField
        label={t.password}
        name="password"
        required
        autoComplete="current-password"
        error={form.errorOf("password_wrong")}
      />
      <FormTrouble form={form} />
      <DialogActions>
        <Button onClick={() => want.done(false)}>{u.cancel}</Button>
        <Button look={isFirst ? "primary" : "quiet"} type="submit" isBusy={form.isBusy}>
          {t.goOn}
        </Button>
      </DialogActions>
    </Form>
  );
}
