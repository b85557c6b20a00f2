// Enhances pages that already work. No inline handlers, no eval; all listeners are on the document, so content that
// arrives later (event streams, htmx) needs no set-up of its own except what `prepare` does.

const DRAFT = "genkan-draft:";
const each = (root, selector, action) => {
  if (root.matches?.(selector)) action(root);
  root.querySelectorAll?.(selector).forEach(action);
};

// --- Theme: a cookie, so that the server draws the next page in it at once.

const isDark = () =>
  document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

function nameThemeSwitches(root) {
  each(root, "[data-theme-switch]", (place) => {
    const button = place.querySelector("button");
    button.querySelector("span").textContent = isDark() ? button.dataset.light : button.dataset.dark;
    place.hidden = false;
  });
}

function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  document.cookie = `genkan_theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  nameThemeSwitches(document);
}

// --- Text areas: counter, Enter to send, drafts.

function count(area) {
  const counter = document.getElementById(area.dataset.counter);
  if (!counter) return;
  counter.textContent = counter.dataset.text
    .replace("{used}", area.value.length.toLocaleString())
    .replace("{limit}", Number(area.maxLength).toLocaleString());
}

function sendOnEnter(event) {
  const area = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.altKey || !area.matches?.("[data-send-on-enter]")) return;
  if (event.isComposing || event.keyCode === 229) return; // Enter that only accepts a kana-kanji conversion
  if (matchMedia("(pointer: coarse)").matches && !event.ctrlKey && !event.metaKey) return; // phones: Enter is a new line
  event.preventDefault();
  if (area.value.trim()) area.form.requestSubmit(area.form.querySelector("[data-send]"));
}

const draftFields = (form) =>
  [...form.elements].filter((field) => field.name && /^(textarea|text|search)$/.test(field.type));
const draftKey = (field) => `${DRAFT}${field.form.dataset.draft}:${field.name}`;

function storing(action) {
  try {
    return action(localStorage);
  } catch {
    return null; // storage switched off: drafts are a convenience only
  }
}

function saveDraft(field) {
  const form = field.form;
  if (!form?.matches("[data-draft]") || !draftFields(form).includes(field)) return;
  const changed = field.value !== field.defaultValue;
  storing((store) => (changed ? store.setItem(draftKey(field), field.value) : store.removeItem(draftKey(field))));
}

// A draft is dropped only when the page that follows a sending says so, by rendering the form empty again.
function markSent(form) {
  storing((store) => store.setItem(`${DRAFT}sent`, JSON.stringify({ form: form.dataset.draft, at: Date.now() })));
}

function dropSentDraft() {
  const sent = storing((store) => JSON.parse(store.getItem(`${DRAFT}sent`) ?? "null"));
  if (!sent) return;
  storing((store) => store.removeItem(`${DRAFT}sent`));
  const refused = document.querySelector(".field-error, [data-keep-draft]");
  if (refused || Date.now() - sent.at > 60_000) return;
  storing((store) =>
    Object.keys(store)
      .filter((key) => key.startsWith(`${DRAFT}${sent.form}:`))
      .forEach((key) => store.removeItem(key)),
  );
}

function restoreDrafts(root) {
  each(root, "form[data-draft]", (form) =>
    draftFields(form).forEach((field) => {
      const draft = storing((store) => store.getItem(draftKey(field)));
      if (draft !== null && field.value === field.defaultValue && !form.querySelector(".field-error")) field.value = draft;
    }),
  );
}

// --- Copying: formatted where the browser can, as text anyway.

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const text = source.innerText.trim();
  const formats = { "text/plain": text, "text/html": source.innerHTML };
  const blobs = Object.entries(formats).map(([type, content]) => [type, new Blob([content], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch {
    selectAndCopy(source);
  }
  const label = button.querySelector("span");
  const before = button.dataset.label ?? label.textContent;
  button.dataset.label = before;
  label.textContent = button.dataset.copied;
  announce(button.dataset.copied);
  setTimeout(() => (label.textContent = before), 2000);
}

function selectAndCopy(source) {
  getSelection().selectAllChildren(source);
  document.execCommand("copy"); // without https there is no clipboard object
  getSelection().removeAllRanges();
}

function announce(text) {
  let region = document.getElementById("announcement");
  if (!region) {
    region = Object.assign(document.createElement("p"), { id: "announcement", className: "visually-hidden" });
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text;
}

// --- Keys: Escape closes menus and stops an answer; digits, a and b vote and mark; m leads to the marks, n, p and s save them and go on.

const isWriting = (element) => element.matches?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function escape(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const open = document.querySelector("details[data-close-on-escape][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
    return;
  }
  const stop = [...document.querySelectorAll("form[data-stop]")].find((form) => form.checkVisibility());
  stop?.requestSubmit(stop.querySelector("button"));
}

function vote(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const choice = document.querySelector(`[data-vote-key~="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
}

// --- Streams: where the line stays broken, say so beside the answer, and take it back when it is mended.

const BROKEN_AFTER = 3_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
let breaking = 0;
let pause = FIRST_PAUSE;

function lineBroke() {
  breaking ||= setTimeout(() => showTrouble(true), BROKEN_AFTER);
}

function lineMended() {
  clearTimeout(breaking);
  breaking = 0;
  pause = FIRST_PAUSE;
  showTrouble(false);
}

// htmx takes up a line that broke, but not one whose very first request failed or brought no stream.
function lineNeverBegan(event) {
  const stream = event.target;
  if (!stream.matches?.(".stream") || stream._htmx?.sse) return;
  lineBroke();
  const begin = () => stream.isConnected && htmx.ajax("GET", stream.getAttribute("hx-sse:connect"), { source: stream });
  setTimeout(begin, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function showTrouble(broken) {
  const place = document.querySelector(".stream-trouble");
  if (!place || place.hidden !== broken) return;
  const answer = document.querySelector(".live");
  (answer?.closest(".columns") ?? answer)?.after(place);
  place.hidden = !broken;
  if (broken) announce(place.querySelector("span").textContent);
}

function closeMenusOutside(event) {
  document.querySelectorAll("details.header-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// --- Fields that another field's value shows: "key=value,value" of a field of the same form.

function showFields(form) {
  form.querySelectorAll("[data-visible-when]").forEach((place) => {
    const [name, values] = place.dataset.visibleWhen.split("=");
    const chosen = new FormData(form).getAll(name).flatMap((value) => value.split(","));
    place.hidden = !values.split(",").some((value) => chosen.includes(value));
  });
}

// --- Wiring.

function prepare(root) {
  each(root, "[data-copy]", (button) => (button.hidden = false));
  each(root, "textarea[data-counter]", count);
  each(root, "[data-focus]", (element) => element.focus());
  each(root, "form:has([data-visible-when])", showFields);
  nameThemeSwitches(root);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") escape(event);
  else if (event.key === "Enter") sendOnEnter(event);
  else if (/^[1-8abmnps]$/.test(event.key)) vote(event);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-counter]")) count(event.target);
  saveDraft(event.target);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-draft]")) markSent(event.target);
});
document.addEventListener("click", (event) => {
  closeMenusOutside(event);
  const copying = event.target.closest("[data-copy]");
  if (copying) copy(copying);
  if (event.target.closest("[data-theme-switch] button")) switchTheme();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  if (event.target.form?.querySelector("[data-visible-when]")) showFields(event.target.form);
});
document.addEventListener("htmx:after:swap", () => prepare(document.body));
document.addEventListener("genkan:refused", () => {
  storing((store) => store.removeItem(`${DRAFT}sent`));
  htmx.process(document.body);
  prepare(document.body);
});
document.addEventListener("htmx:sse:error", lineBroke);
document.addEventListener("htmx:error", lineNeverBegan);
document.addEventListener("htmx:after:request", lineNeverBegan);
document.addEventListener("htmx:sse:after:connection", lineMended);
document.addEventListener("htmx:sse:close", lineMended);
addEventListener("pageshow", (event) => {
  if (event.persisted) prepare(document.body);
});

dropSentDraft();
restoreDrafts(document);
prepare(document.body);
