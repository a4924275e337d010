// First of all: it declares the order of the layers that every other style sheet names.
import "./styles/layers.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const place = document.querySelector("#app");
if (!place) throw new Error("index.html must hold an element with the id app");

createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
