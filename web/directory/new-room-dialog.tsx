import { useState } from "react";
import { useLocation } from "wouter";
import { MAX_ROOM_NAME_LENGTH, MAX_TOPIC_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import { refreshDirectory } from "./directory.ts";
import { newRoomText } from "./new-room-dialog.text.ts";
import { createRoom, newRoomId } from "./rooms-by-http.ts";

/** Asks for a name and a topic, makes the room and goes there. */
export function NewRoomDialog({ onClose }: { onClose: () => void }) {
  const u = useText(uiText);
  const t = useText(newRoomText);
  const [, goTo] = useLocation();
  // One id for all tries: a room that was made without our hearing of it is not made twice.
  const [id] = useState(newRoomId);
  const form = useForm(async (values) => {
    const answer = await createRoom({ id, name: values.text("name"), topic: values.text("topic") });
    if (!answer.ok) return answer;
    await refreshDirectory();
    onClose();
    goTo(`/rooms/${id}`);
    return answer;
  });
  return (
    <Dialog title={t.title} onClose={onClose}>
      <Form form={form}>
        <TextField
          label={t.name}
          name="name"
          required
          maxLength={MAX_ROOM_NAME_LENGTH}
          autoComplete="off"
          error={form.errorOf("name_invalid", "room_name_taken")}
        />
        <TextField
          label={t.topic}
          name="topic"
          maxLength={MAX_TOPIC_LENGTH}
          autoComplete="off"
          hint={t.topicHint}
          error={form.errorOf("topic_too_long")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            {t.create}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
