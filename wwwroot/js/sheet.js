// A reviewer's sheet by keyboard: j and k go from permission to permission, a keeps, r revokes, ? says the keys, Ctrl+Enter goes on to check and submit.
// It only presses what is on the page: without it everything is there too.

const form = document.querySelector("form[data-module]");
const help = document.querySelector("details[data-sheet-keys]");

function items() {
  return [...form.querySelectorAll("fieldset.sheet-item")];
}

function current() {
  return document.activeElement?.closest?.("fieldset.sheet-item") ?? null;
}

function isTyping(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox");
}

function go(step) {
  const all = items();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  if (next) {
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}

function choose(answer) {
  const radio = current()?.querySelector(`.sheet-answers input[value="${answer}"]`);
  if (!radio) {
    return;
  }
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const reason = current().querySelector(".sheet-reason input");
  // Where a reason is needed, one types on at once.
  if (reason && reason.value === "" && (answer === "revoke" || "privileged" in current().dataset)) {
    reason.focus();
  } else {
    radio.focus({ preventScroll: true });
  }
}

function showKeys() {
  help.open = !help.open;
  if (help.open) {
    help.querySelector("summary").focus();
    help.scrollIntoView({ block: "nearest" });
  }
}

const keys = new Map([
  ["j", () => go(1)],
  ["k", () => go(-1)],
  ["a", () => choose("attest")],
  ["r", () => choose("revoke")],
  ["?", showKeys],
]);

if (form) {
  if (help) {
    help.hidden = false;
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      const submit = form.querySelector('button[name="go"][value="summary"]') ?? form.querySelector("button.primary");
      if (submit) {
        event.preventDefault();
        form.requestSubmit(submit);
      }
      return;
    }
    if (event.key === "Escape" && isTyping(event.target) && form.contains(event.target)) {
      // Out of the words, back to the permission that they are about.
      event.preventDefault();
      const item = current();
      item.tabIndex = -1;
      item.focus({ preventScroll: true });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    const act = keys.get(event.key);
    if (act && help) {
      event.preventDefault();
      act();
    }
  }, true);
}
