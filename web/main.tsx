// First of all: it declares the order of the layers that every other style sheet names.
import "./styles/layers.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { speak } from "./i18n/i18n.ts";

const place = document.querySelector("#app");
if (!place) throw new Error("index.html must hold an element with the id app");

// Not awaited at the top: a page that others import in the middle of loading is packed in many small files.
void speak(document.documentElement).then(() =>
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
