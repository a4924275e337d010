import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import * as v from "valibot";
import { askApi } from "../api.ts";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { uiText } from "../ui/ui.text.ts";
import { CodeField } from "../welcome/code-field.tsx";
import { proveText } from "./prove.text.ts";
import type { Wanted } from "./prove.ts";

const Ways = v.object({ mail: v.boolean() });

/** Whether a code in a mail is what this person has to show that it is them; undefined until the server has said so. */
export function useProofByMail(isWanted: boolean): boolean | undefined {
  const { data } = useQuery({
    queryKey: ["proof"],
    queryFn: () => askApi("GET", "/api/proof", Ways),
    enabled: isWanted,
  });
  return data?.ok ? data.value.mail : data?.ok;
}

/** For whoever has neither a password nor a passkey. */
export function ProveByMail({ want }: { want: Wanted }) {
  const t = useText(proveText);
  const [isSent, setSent] = useState(false);
  return (
    <Dialog title={t.title} onClose={() => want.done(false)}>
      <DialogText>{isSent ? t.sentAbout : t.byMail}</DialogText>
      {isSent ? <TypeCode want={want} /> : <SendCode want={want} onSent={() => setSent(true)} />}
    </Dialog>
  );
}

function SendCode({ want, onSent }: { want: Wanted; onSent: () => void }) {
  const u = useText(uiText);
  const t = useText(proveText);
  const form = useForm(async () => {
    const answer = await askApi("POST", "/api/proof/mail", v.unknown(), {});
    if (answer.ok) {
      announce(t.sent);
      onSent();
    }
    return answer;
  });
  return (
    <Form form={form}>
      <FormTrouble form={form} />
      <DialogActions>
        <Button onClick={() => want.done(false)}>{u.cancel}</Button>
        <Button look="primary" type="submit" isBusy={form.isBusy} data-begin>
          {t.send}
        </Button>
      </DialogActions>
    </Form>
  );
}

function TypeCode({ want }: { want: Wanted }) {
  const u = useText(uiText);
  const t = useText(proveText);
  const form = useForm(async ({ text }) => {
    const answer = await askApi("POST", "/api/proof/code", v.unknown(), { code: text("code") });
    if (answer.ok) want.done(true);
    return answer;
  });
  return (
    <Form form={form}>
      <CodeField form={form} label={t.code} hint={t.codeHint} />
      <FormTrouble form={form} />
      <DialogActions>
        <Button onClick={() => want.done(false)}>{u.cancel}</Button>
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {t.goOn}
        </Button>
      </DialogActions>
    </Form>
  );
}
