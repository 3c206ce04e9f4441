// Collects the icons that the pages use from lucide (ISC) into one sprite,
// referenced as <use href="…/icons.svg#name">. Run by `npm run icons`.
import { readFileSync, writeFileSync } from "node:fs";

const names = {
  overview: "layout-dashboard", transactions: "arrow-right-left", order: "receipt-text", card: "credit-card", user: "user",
  product: "layers", bank: "landmark", play: "play", webhook: "webhook", shield: "shield", team: "users",
  search: "search", menu: "menu", copy: "copy", check: "check", ok: "circle-check", fail: "circle-x", pending: "clock",
  undo: "undo-2", warn: "triangle-alert", info: "info", todo: "circle-dashed", left: "arrow-left", right: "arrow-right",
  chevron: "chevron-right", down: "chevron-down", plus: "plus", x: "x", download: "download", filter: "list-filter",
  edit: "pencil", bell: "bell", key: "key-round", signout: "log-out", refresh: "refresh-cw", lock: "lock",
  refund: "corner-down-left", clearing: "circle-dollar-sign", unknown: "circle-help", pause: "circle-pause", link: "link", limit: "gauge",
  bolt: "zap", books: "book-open", folder: "folder-open", print: "printer",
};

const symbols = Object.entries(names).map(([name, file]) => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${file}.svg`, "utf8");
  const inner = svg.replace(/<!--.*?-->/gs, "").replace(/^\s*<svg[^>]*>/s, "").replace(/<\/svg>\s*$/s, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
});
writeFileSync("static/dist/icons.svg",
  `<!-- lucide-static, ISC licence --><svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
