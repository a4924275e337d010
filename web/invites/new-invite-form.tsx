import { useState } from "react";
import { INVITE_DAYS, INVITE_USES } from "#protocol/limits.ts";
import { useDirectory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { currentRoom } from "../palette/here.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import css from "./invite-dialog.module.css";
import { inviteDialogText } from "./invite-dialog.text.ts";
import { tellPeople } from "./invite-words.ts";
import { makeInvite, type InviteRole, type MadeInvite } from "./invites-by-http.ts";

const USES = [1, 10, 100, 1_000];
const DAYS = [1, 7, 30];

/** A link that was made, with what it says of itself. */
export type NewLink = MadeInvite & { role: InviteRole; room: string | null };

/** What a new link lets people in as, where to, how many and for how long. */
export function NewInviteForm({ onMade }: { onMade: (link: NewLink) => void }) {
  const t = useText(inviteDialogText);
  const { data } = useDirectory();
  const [role, setRole] = useState<InviteRole>("member");
  // Whoever invites out of a room most likely means this room.
  const [wished, setWished] = useState<string>(() => currentRoom() ?? "");
  const rooms = data?.filter(({ joined }) => joined) ?? [];
  const chosen = rooms.some(({ id }) => id === wished) ? wished : "";
  const form = useForm(async ({ text }) => {
    const room = rooms.find(({ id }) => id === text("room"));
    const answer = await makeInvite({
      role,
      room: room?.id ?? null,
      maxUses: Number(text("uses")),
      days: Number(text("days")),
      emailDomain: text("domain").trim() || null,
    });
    if (answer.ok) onMade({ ...answer.value, role, room: room?.name ?? null });
    return answer;
  });
  const tellInto = () => {
    if (role === "guest" && rooms.length === 0) return t.joinFirst;
    return role === "guest" || chosen !== "" ? t.atOnce : "";
  };
  return (
    <Form form={form}>
      <SelectField
        label={t.comeAs}
        value={role}
        onChange={({ target }) => setRole(target.value === "guest" ? "guest" : "member")}
        hint={t.may(role)}
        data-begin
      >
        <option value="member">{t.role("member")}</option>
        <option value="guest">{t.role("guest")}</option>
      </SelectField>
      <SelectField
        label={t.intoRoom}
        name="room"
        value={role === "guest" && chosen === "" ? rooms[0]?.id : chosen}
        onChange={({ target }) => setWished(target.value)}
        hint={tellInto()}
        error={form.errorOf("guest_needs_room", "not_member", "no_such_room")}
      >
        {role === "member" && <option value="">{t.noRoom}</option>}
        {rooms.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className={css["pair"]}>
        <SelectField label={t.worksFor} name="uses" defaultValue={INVITE_USES}>
          {USES.map((uses) => (
            <option key={uses} value={uses}>
              {tellPeople(uses)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t.lasts} name="days" defaultValue={INVITE_DAYS}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {t.days(days)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        label={t.onlyFor}
        name="domain"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
        hint={t.onlyForHint}
        error={form.errorOf("domain_invalid")}
      />
      <FormTrouble form={form} />
      <Button look="primary" type="submit" isBusy={form.isBusy}>
        {t.create}
      </Button>
    </Form>
  );
}
