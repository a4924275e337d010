import { useState } from "react";
import { INVITE_DAYS, INVITE_USES } from "#protocol/limits.ts";
import { useDirectory } from "../directory/directory.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import css from "./invite-dialog.module.css";
import { tellPeople } from "./invite-words.ts";
import { makeInvite, type InviteRole, type MadeInvite } from "./invites-by-http.ts";

const USES = [1, 10, 100, 1_000];
const DAYS = [1, 7, 30];

const AS: Record<InviteRole, string> = {
  member: "Finds and joins rooms, and makes new ones.",
  guest: "Sees the room you choose, and nothing else.",
};

/** A link that was made, with what it says of itself. */
export type NewLink = MadeInvite & { role: InviteRole; room: string | null };

/** What a new link lets people in as, where to, how many and for how long. */
export function NewInviteForm({ onMade }: { onMade: (link: NewLink) => void }) {
  const { data } = useDirectory();
  const [role, setRole] = useState<InviteRole>("member");
  const [chosen, setChosen] = useState("");
  const rooms = data?.filter(({ joined }) => joined) ?? [];
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
  return (
    <Form form={form}>
      <SelectField
        label="They come in as"
        value={role}
        onChange={({ target }) => setRole(target.value === "guest" ? "guest" : "member")}
        hint={AS[role]}
        data-begin
      >
        <option value="member">Members</option>
        <option value="guest">Guests</option>
      </SelectField>
      <SelectField
        label="Into the room"
        name="room"
        value={role === "guest" && chosen === "" ? rooms[0]?.id : chosen}
        onChange={({ target }) => setChosen(target.value)}
        hint={tellInto(role, rooms.length, chosen)}
        error={form.errorOf("guest_needs_room", "not_member", "no_such_room")}
      >
        {role === "member" && <option value="">None: they choose for themselves</option>}
        {rooms.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className={css["pair"]}>
        <SelectField label="Works for" name="uses" defaultValue={INVITE_USES}>
          {USES.map((uses) => (
            <option key={uses} value={uses}>
              {tellPeople(uses)}
            </option>
          ))}
        </SelectField>
        <SelectField label="And lasts" name="days" defaultValue={INVITE_DAYS}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {days === 1 ? "1 day" : `${days} days`}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        label="Only for addresses of"
        name="domain"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
        hint="Such as example.org. Leave it empty for all."
        error={form.errorOf("domain_invalid")}
      />
      <FormTrouble form={form} />
      <Button look="primary" type="submit" isBusy={form.isBusy}>
        Create invite link
      </Button>
    </Form>
  );
}

function tellInto(role: InviteRole, rooms: number, chosen: string): string {
  if (role === "guest" && rooms === 0) return "Join a room first.";
  return role === "guest" || chosen !== "" ? "They are in it at once." : "";
}
