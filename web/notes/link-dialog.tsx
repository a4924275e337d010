import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { addressFrom, isTooLong } from "./editor/link-mark.ts";
import { notesText } from "./notes.text.ts";

/** Asks where the chosen words lead. Where nothing is chosen, the address itself is written. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const t = useText(notesText);
  const known: unknown = editor.getAttributes("link")["href"];
  const [wrong, setWrong] = useState<string>();

  const set = (typed: string) => {
    const href = addressFrom(typed);
    if (href === null) return setWrong(t.addressWrong);
    if (isTooLong(href)) return setWrong(t.addressTooLong);
    onClose();
    const isOfSomething = !editor.state.selection.empty || editor.isActive("link");
    if (isOfSomething) editor.chain().setLink(href).run();
    else {
      const marks = [{ type: "link", attrs: { href } }];
      editor.chain().insertContent({ type: "text", text: typed.trim(), marks }).run();
    }
    // The dialog gives the focus back to what had it when it is gone.
    requestAnimationFrame(() => editor.commands.focus());
  };

  return (
    <Dialog title={t.linkTitle} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const address = new FormData(event.currentTarget).get("address");
          set(typeof address === "string" ? address : "");
        }}
      >
        <TextField
          label={t.address}
          name="address"
          type="url"
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={typeof known === "string" ? known : ""}
          error={wrong}
          onInput={() => setWrong(undefined)}
        />
        <DialogActions>
          <Button look="primary" type="submit">
            {t.setLink}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
