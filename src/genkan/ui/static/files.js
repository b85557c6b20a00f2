// A file field that also takes what is dropped and pasted, lists it, tells limits before sending, and shows how far a
// sending is. Without this script it is a plain input inside a form; its words stand in the page as data attributes.

const told = (text, values) => text.replace(/{(\w+)}/g, (place, name) => values[name] ?? place);
const megabytes = (size) =>
  size < 1e6 ? `${Math.max(1, Math.round(size / 1e3)).toLocaleString()} KB` : `${(size / 1e6).toFixed(1)} MB`;
const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

class FileField extends HTMLElement {
  connectedCallback() {
    if (this.files) return;
    this.files = [];
    this.input = this.querySelector("input[type=file]");
    this.area = this.querySelector("[data-file-area]");
    this.list = this.querySelector("ul");
    this.trouble = this.querySelector("[data-file-trouble]");
    this.sum = this.querySelector("[data-file-sum]");
    this.area.hidden = false;
    this.input.addEventListener("change", () => this.choose([...this.input.files]));
    this.list.addEventListener("click", (event) => this.remove(event.target.closest("button")));
    for (const kind of ["dragenter", "dragover"]) this.addEventListener(kind, () => this.classList.add("file-field-over"));
    for (const kind of ["dragleave", "drop"]) this.addEventListener(kind, () => this.classList.remove("file-field-over"));
    this.choose([...this.input.files]);
  }

  // The files in the order in which they came; one field of one file keeps the last.
  choose(added) {
    const troubles = [];
    const fit = added.filter((file) => {
      const trouble = this.troubleWith(file);
      if (trouble) troubles.push(trouble);
      return !trouble;
    });
    const kept = this.input.multiple ? this.files : fit.length ? [] : this.files;
    const fresh = fit.filter((file) => !kept.some((each) => same(each, file)));
    const most = Number(this.dataset.most);
    if (kept.length + fresh.length > most) troubles.push(told(this.dataset.tooMany, { most }));
    this.show([...kept, ...fresh].slice(0, most), troubles);
  }

  troubleWith(file) {
    if (file.size === 0) return told(this.dataset.empty, { name: file.name });
    if (file.size > Number(this.dataset.largest)) {
      return told(this.dataset.tooLarge, { name: file.name, limit: megabytes(Number(this.dataset.largest)) });
    }
    return this.takes(file) ? "" : told(this.dataset.unfit, { name: file.name });
  }

  takes(file) {
    const accepted = this.input.accept.split(",").map((each) => each.trim().toLowerCase()).filter(Boolean);
    const [name, type] = [file.name.toLowerCase(), file.type.toLowerCase()];
    return (
      !accepted.length ||
      accepted.some((each) =>
        each.startsWith(".") ? name.endsWith(each) : each.endsWith("/*") ? type.startsWith(each.slice(0, -1)) : type === each,
      )
    );
  }

  remove(button) {
    if (!button) return;
    const at = [...this.list.querySelectorAll("button")].indexOf(button);
    this.show(this.files.filter((_, place) => place !== at), []);
    (this.list.querySelectorAll("button")[Math.min(at, this.files.length - 1)] ?? this.input).focus();
  }

  show(files, troubles) {
    this.files = files;
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    this.input.files = transfer.files;
    this.list.replaceChildren(...files.map((file) => this.row(file)));
    const size = megabytes(files.reduce((sum, file) => sum + file.size, 0));
    this.sum.textContent = files.length ? told(this.dataset.sum, { count: files.length, size }) : "";
    this.trouble.textContent = troubles.map((each) => `＊${each}`).join(" ");
    this.trouble.hidden = !troubles.length;
  }

  row(file) {
    const row = this.querySelector("template").content.cloneNode(true);
    row.querySelector("[data-file-name]").textContent = file.name;
    row.querySelector("[data-file-size]").textContent = megabytes(file.size);
    row.querySelector("button").setAttribute("aria-label", told(this.dataset.remove, { name: file.name }));
    return row;
  }
}
customElements.define("file-field", FileField);

// --- Dropping and pasting. A file that is dropped beside a field would otherwise replace the page and what stands in it.

const fieldsShown = () => [...document.querySelectorAll("file-field")].filter((field) => field.checkVisibility());
const bringsFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

function dropped(event) {
  if (!bringsFiles(event.dataTransfer) || !document.querySelector("file-field")) return;
  event.preventDefault();
  if (event.type === "drop") event.target.closest?.("file-field")?.choose([...event.dataTransfer.files]);
}

// Word and Excel copy words together with a picture of them: into a text the words go.
function pasted(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  const field = event.target.closest?.("file-field") ?? fieldsShown()[0];
  const writes = event.target.matches?.("textarea, input:not([type=file])") && event.clipboardData.types.includes("text/plain");
  if (!files.length || !field || writes) return;
  event.preventDefault();
  field.choose(files.map((file) => unlikeOthers(file, field.files)));
}

// Pictures from the clipboard are all called image.png.
function unlikeOthers(file, others) {
  const taken = new Set(others.map((other) => other.name));
  const [, stem, ending] = file.name.match(/^(.*?)(\.[^.]*)?$/);
  let name = file.name;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}${ending ?? ""}`;
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}

// --- Sending with progress; the answer of the server is followed as the browser would have.

function send(event) {
  const form = event.target;
  const field = [...form.querySelectorAll("file-field")].find((each) => each.files.length);
  if (!field || event.defaultPrevented || !form.reportValidity()) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  const request = new XMLHttpRequest();
  const progress = field.querySelector("progress");
  request.upload.addEventListener("progress", ({ loaded, total }) => advance(field, progress, total ? loaded / total : 0));
  request.addEventListener("load", () => follow(request, form));
  request.addEventListener("error", () => failed(field, form));
  const data = new FormData(form, event.submitter);
  busy(form, field, true);
  request.open(form.method, form.action);
  request.responseType = "document";
  request.send(data);
}

function busy(form, field, is) {
  form.setAttribute("aria-busy", String(is));
  field.querySelector("[data-file-progress]").hidden = !is;
}

function advance(field, progress, share) {
  const percent = Math.floor(share * 100);
  progress.value = percent;
  field.querySelector("[data-file-percent]").textContent = told(field.dataset.sending, { percent });
}

function failed(field, form) {
  busy(form, field, false);
  field.trouble.textContent = `＊${field.dataset.failed}`;
  field.trouble.hidden = false;
}

// Where the form came back, the page is drawn from the answer and keeps the files, which no server can give back.
function follow(request, form) {
  if (request.status < 400 && request.responseURL !== form.action) return location.assign(request.responseURL);
  const answer = request.responseXML;
  if (!answer) return failed(form.querySelector("file-field"), form);
  const kept = Object.fromEntries([...form.querySelectorAll("file-field")].map((field) => [field.input.name, field.files]));
  document.title = answer.title;
  document.body.replaceWith(document.adoptNode(answer.body));
  document.querySelectorAll("file-field").forEach((field) => field.choose(kept[field.input.name] ?? []));
  document.dispatchEvent(new Event("genkan:refused"));
  scrollTo(0, 0);
}

document.addEventListener("dragover", dropped);
document.addEventListener("drop", dropped);
document.addEventListener("paste", pasted);
document.addEventListener("submit", send);
