// What the browser alone knows or does: the reader's time zone, the scheme, shortcuts, relative times, reconnecting.
// It works beside Blazor and without it; nothing here is needed to read a page.

const year = 60 * 60 * 24 * 365;
const cookies = new Map(document.cookie.split("; ").map(pair => {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
}));

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=lax${secure}`;
}

// The server writes times in this zone from the next page on.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && cookies.get("gov-zone") !== zone) {
  remember("gov-zone", zone);
}

// ---- Scheme: follows the system until the reader chooses --------------------------------------------------------------------------------
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

function sayScheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.setAttribute("aria-pressed", String(isDark()));
  }
}

function switchScheme() {
  const wanted = isDark() ? "light" : "dark";
  const asSystem = (wanted === "dark") === system.matches;
  if (asSystem) {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = wanted;
  }
  remember("gov-theme", asSystem ? "system" : wanted);
  sayScheme();
}

system.addEventListener("change", sayScheme);

// ---- Clicks -----------------------------------------------------------------------------------------------------------------------------
document.addEventListener("click", event => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) {
    return;
  }
  if (target.closest(".skip")) {
    event.preventDefault();
    document.getElementById("main")?.focus();
    return;
  }
  if (target.closest("[data-theme-switch]")) {
    switchScheme();
  }
  if (target.closest("[data-shortcuts]")) {
    showShortcuts();
  }
  const copy = target.closest("[data-copy]");
  if (copy) {
    copyText(copy);
  }
  // A link in the drawer leads somewhere else: close the drawer.
  if (target.closest("a")) {
    target.closest("[popover]")?.hidePopover();
  }
  if (target.closest("[data-reload]")) {
    location.reload();
  }
  if (target instanceof HTMLDialogElement || target.closest("[data-close]")) {
    target.closest("dialog")?.close();
  }
});

async function copyText(button) {
  const text = button.dataset.copy || document.getElementById(button.dataset.copyFrom)?.textContent || "";
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.copied = "";
    setTimeout(() => delete button.dataset.copied, 1500);
  } catch {
    getSelection()?.selectAllChildren(document.getElementById(button.dataset.copyFrom) ?? button);
  }
}

// ---- Shortcuts: a link or button says its own keys in data-keys, so that the list is always true ----------------------------------------
let pending = "";
let pendingUntil = 0;

function isTyping(element) {
  return element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (isTyping(event.target)) {
    if (event.key === "Escape") {
      if (event.target.type === "search") {
        // The browser would empty the box; one only wants to leave it.
        event.preventDefault();
      }
      event.target.blur();
    }
    return;
  }
  if (document.querySelector("dialog[open], .mud-dialog")) {
    return;
  }
  if (event.key === "?") {
    showShortcuts();
    return;
  }
  if (event.key === "/") {
    const search = document.querySelector("main input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    return;
  }
  if (event.key === "j" || event.key === "k") {
    moveRow(event.key === "j" ? 1 : -1);
    return;
  }
  const now = performance.now();
  const keys = now < pendingUntil ? `${pending} ${event.key}` : event.key;
  const target = document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
  if (target) {
    event.preventDefault();
    pendingUntil = 0;
    target.click();
    return;
  }
  pending = event.key;
  pendingUntil = now + 1200;
});

function moveRow(step) {
  const links = [...document.querySelectorAll("main .row-link")].filter(link => link.offsetParent);
  if (links.length === 0) {
    return;
  }
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function showShortcuts() {
  const dialog = document.getElementById("shortcuts");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) {
    return;
  }
  const list = dialog.querySelector(".shortcuts");
  const known = [["/", "Search this page"], ["j", "Next row"], ["k", "Row before"], ["Enter", "Open the row"], ["?", "This list"]];
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-keys]")) {
    if (!seen.has(element.dataset.keys)) {
      seen.add(element.dataset.keys);
      known.push([element.dataset.keys, element.dataset.keysName ?? element.textContent.trim()]);
    }
  }
  list.replaceChildren(...known.flatMap(([keys, name]) => {
    const term = document.createElement("dt");
    term.textContent = name;
    const definition = document.createElement("dd");
    keys.split(" ").forEach((key, index) => {
      if (index > 0) {
        definition.append(" then ");
      }
      const cap = document.createElement("kbd");
      cap.textContent = key;
      definition.append(cap);
    });
    return [term, definition];
  }));
  dialog.showModal();
}

// ---- Relative times go on by themselves, with the words that the server uses ------------------------------------------------------------
function relative(at, now) {
  const seconds = Math.round((now - at) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  return seconds < 45 ? "just now" : minutes < 1 ? "1 min ago" : minutes < 60 ? `${minutes} min ago` : hours < 24 ? `${hours} h ago` : days < 31 ? `${days} d ago` : null;
}

setInterval(() => {
  if (document.hidden) {
    return;
  }
  const now = Date.now();
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const at = Date.parse(element.dateTime);
    const text = at <= now ? relative(at, now) : null;
    // Blazor keeps the text node that it made: its data may change, the node may not.
    if (text && element.firstChild instanceof Text && element.firstChild.data !== text) {
      element.firstChild.data = text;
    }
  }
}, 20000);

// ---- Long lists -------------------------------------------------------------------------------------------------------------------------
// Rows above the focused one get their real heights as they are read, and push it out of sight: who walks by keyboard is followed.
const followedFor = 1000;
let following = 0;

document.addEventListener("focusin", event => {
  const element = event.target;
  clearInterval(following);
  if (!element.closest?.(".listing") || !element.matches(":focus-visible")) {
    return;
  }
  const until = Date.now() + followedFor;
  following = setInterval(() => {
    if (document.activeElement !== element || Date.now() > until) {
      clearInterval(following);
      return;
    }
    const box = element.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight) {
      element.scrollIntoView({ block: "nearest" });
    }
  }, 50);
});

for (const act of ["wheel", "touchmove"]) {
  document.addEventListener(act, () => clearInterval(following), { passive: true });
}

// ---- Reconnecting -----------------------------------------------------------------------------------------------------------------------
document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", async event => {
  // A server that knows nothing of this page's state any more will not: load the page again, the address holds the view.
  if (event.detail?.state === "rejected") {
    location.reload();
  }
});

document.addEventListener("visibilitychange", async () => {
  const modal = document.getElementById("components-reconnect-modal");
  if (!document.hidden && modal?.classList.contains("components-reconnect-failed")) {
    if (!(await globalThis.Blazor?.reconnect())) {
      location.reload();
    }
  }
});

// ---- Timelines: drag over a range, or turn the wheel with Ctrl held; buttons and keys do the same without this ---------------------------
const hour = 3600 * 1000;
let dragging = null;

function timeAt(drawing, x) {
  const box = drawing.querySelector("svg").getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
  return Number(drawing.dataset.from) + share * (Number(drawing.dataset.to) - Number(drawing.dataset.from));
}

function showPart(from, to) {
  const address = new URL(location.href);
  address.searchParams.set("from", new Date(from).toISOString());
  address.searchParams.set("to", new Date(to).toISOString());
  address.searchParams.delete("at");
  globalThis.Blazor?.navigateTo(address.pathname + address.search);
}

document.addEventListener("pointerdown", event => {
  const drawing = event.target.closest?.("[data-timeline]");
  if (drawing && event.button === 0 && event.pointerType === "mouse") {
    dragging = { drawing, x: event.clientX, shade: null };
  }
});

document.addEventListener("pointermove", event => {
  if (!dragging || Math.abs(event.clientX - dragging.x) < 6) {
    return;
  }
  if (!dragging.shade) {
    dragging.shade = document.createElement("div");
    dragging.shade.className = "timeline-shade";
    dragging.drawing.append(dragging.shade);
  }
  const box = dragging.drawing.getBoundingClientRect();
  dragging.shade.style.left = `${Math.min(event.clientX, dragging.x) - box.left}px`;
  dragging.shade.style.width = `${Math.abs(event.clientX - dragging.x)}px`;
});

document.addEventListener("pointerup", event => {
  if (dragging?.shade) {
    const ends = [timeAt(dragging.drawing, dragging.x), timeAt(dragging.drawing, event.clientX)].sort((one, other) => one - other);
    dragging.shade.remove();
    showPart(...ends);
    // The bar under the pointer is not meant.
    const refuse = click => click.preventDefault();
    addEventListener("click", refuse, { capture: true });
    setTimeout(() => removeEventListener("click", refuse, { capture: true }));
  }
  dragging = null;
});

document.addEventListener("dragstart", event => {
  if (event.target.closest?.("[data-timeline]")) {
    event.preventDefault();
  }
});

let turning = 0;
document.addEventListener("wheel", event => {
  const drawing = event.target.closest?.("[data-timeline]");
  if (!drawing || !event.ctrlKey) {
    return;
  }
  event.preventDefault();
  if (performance.now() - turning < 250) {
    return;
  }
  turning = performance.now();
  const [from, to, middle] = [Number(drawing.dataset.from), Number(drawing.dataset.to), timeAt(drawing, event.clientX)];
  const factor = event.deltaY < 0 ? 0.5 : 2;
  const length = Math.max(6 * hour, (to - from) * factor);
  const start = middle - (middle - from) / (to - from) * length;
  showPart(start, start + length);
}, { passive: false });

sayScheme();

// ---- What a page brings for itself ---------------------------------------------------------------------------------------------------
for (const form of document.querySelectorAll("form[data-module]")) {
  import(new URL(form.dataset.module, document.baseURI));
}
