import { cases } from "../i18n/sentences.ts";
import { i18n } from "../i18n/i18n.ts";

export const appearanceText = i18n("appearance", {
  title: "Appearance",
  about: "How Parley looks in this browser. Every choice shows at once.",
  theme: "Theme",
  themeAbout:
    "System is light or dark as your device is. High contrast follows it too, with stronger text and lines.",
  themes: cases({ system: "System", light: "Light", dark: "Dark", contrast: "High contrast" }),
  density: "Density",
  densityAbout: "Compact shows more at once: smaller pictures and rows that stand closer.",
  densities: cases({ comfortable: "Comfortable", compact: "Compact" }),
  textSize: "Text size",
  textSizeAbout: "For everything there is to read. Your browser’s own zoom works beside it.",
  textSizes: cases({ small: "Small", normal: "Normal", large: "Large" }),
  motion: "Motion",
  motionAbout: "With less, nothing slides or fades. If your device asks for less, it always holds.",
  motions: cases({ system: "As the system", less: "Less" }),
});
