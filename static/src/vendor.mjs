// Copies scripts to where they are embedded: htmx and our own for the pages, axe-core
// for the browser tests. Run by `npm run vendor`.
import { copyFileSync, mkdirSync } from "node:fs";

mkdirSync("static/dist", { recursive: true });
mkdirSync("static/vendor", { recursive: true });
mkdirSync("web/webtest/browser", { recursive: true });
copyFileSync("node_modules/htmx.org/dist/htmx.min.js", "static/vendor/htmx.min.js");
copyFileSync("static/src/console.js", "static/dist/console.js");
copyFileSync("static/src/favicon.svg", "static/dist/favicon.svg");
copyFileSync("node_modules/axe-core/axe.min.js", "web/webtest/browser/axe.min.js");
