// Comfort on top of pages that work without it: copy and print buttons, keys for moving
// through rows and places, and focus on the first field that needs a change.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "on";

  const typing = (el) => el.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("table.rows tbody tr")];

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom) : null;
    const text = source ? source.textContent : button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
      button.dataset.copied = "yes";
      announce("Copied");
      setTimeout(() => delete button.dataset.copied, 1500);
    } catch {
      announce("Copying was refused by the browser");
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // A second click on a form's button sends nothing: the server would find the first anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));

  // A preview asks where its form says. htmx would ask where the button leads that was
  // pressed last or has the focus, and go there, although nobody sent the form.
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, triggeringEvent } = event.detail;
    if (triggeringEvent?.type === "submit" || !elt.matches("form[hx-get], form[hx-post]")) return;
    const verb = elt.hasAttribute("hx-post") ? "post" : "get";
    Object.assign(event.detail, { verb, path: elt.getAttribute(`hx-${verb}`), useUrlParams: verb === "get" });
  });

  // Regions that ask again and again are silent while nobody looks at them.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.target.matches("[data-live]")) event.preventDefault();
  });

  let pending = "";
  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys === "off") return;
    if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); focusSearch(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (pending === "g") {
      pending = "";
      const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (place) { event.preventDefault(); place.click(); }
      return;
    }
    switch (event.key) {
      case "/": event.preventDefault(); focusSearch(); break;
      case "g": pending = "g"; setTimeout(() => { pending = ""; }, 1200); break;
      case "j": case "ArrowDown": if (rows().length && inList(event)) { event.preventDefault(); move(1); } break;
      case "k": case "ArrowUp": if (rows().length && inList(event)) { event.preventDefault(); move(-1); } break;
      case "Enter": if (event.target === document.body) open(); break;
      case "f": filterByRow(); break;
      case "?": toggleKeys(); break;
    }
  });

  const inList = (event) => event.key === "j" || event.key === "k" || event.target === document.body;
  const cursor = () => document.querySelector("tr.is-cursor");
  function move(step) {
    const all = rows();
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(cursor()) + step))] || all[0];
    cursor()?.classList.remove("is-cursor");
    next.classList.add("is-cursor");
    next.scrollIntoView({ block: "nearest" });
  }
  const open = () => cursor()?.querySelector("a[data-open], a")?.click();
  const filterByRow = () => cursor()?.querySelector("a[data-filter]")?.click();
  function focusSearch() {
    const sidebar = document.getElementById("sidebar");
    const box = document.getElementById("find");
    if (box.offsetParent === null) sidebar.showPopover();
    box.focus();
    box.select();
  }
  function toggleKeys() {
    const keys = document.getElementById("keys");
    if (keys) keys.open ? keys.close() : keys.showModal();
  }
  function announce(text) {
    const live = document.getElementById("announce");
    if (live) live.textContent = text;
  }

  document.querySelector("[data-auto-submit]")?.requestSubmit();
  (document.querySelector('[aria-invalid="true"]') || document.querySelector("[data-focus]"))?.focus();
})();
