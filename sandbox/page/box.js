// The box one writes in: quoting, command suggestions, sending.

import { act } from "./api.js";
import { $, make } from "./dom.js";
import { trouble } from "./notices.js";

let chat = null;
let quoted = null;
let chosen = 0;
let picked = new Set(); // the bots' names that were chosen from the list behind an @
const drafts = new Map();

export function writeIn(next) {
  const isOther = chat?.key !== next.key;
  if (isOther && chat) drafts.set(chat.key, { text: $("text").value, picked });
  chat = next;
  invite();
  if (!isOther) return;
  const draft = drafts.get(chat.key);
  $("text").value = draft?.text ?? "";
  picked = draft?.picked ?? new Set();
  $("text").maxLength = onZalo() ? 2000 : 4096;
  $("file").accept = onZalo() ? "" : ".txt,.docx,.pdf,.xlsx";
  quoteNone();
  grow();
  suggest();
}

export function quote(message) {
  quoted = message.id;
  $("quoting-author").textContent = message.author;
  $("quoting-text").textContent = message.text.replace(/\s+/gu, " ").slice(0, 160);
  $("quoting").hidden = false;
  if (message.prompt) $("text").placeholder = message.prompt;
  $("text").focus();
}

export function type(words) {
  $("text").value = words;
  grow();
  $("text").focus();
  suggest();
}

export function startBox() {
  $("box").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("attach").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", attach);
  $("unquote").addEventListener("click", () => { quoteNone(); $("text").focus(); });
  $("text").addEventListener("input", () => { grow(); suggest(); });
  $("text").addEventListener("keydown", onKey);
  $("text").addEventListener("blur", hideCommands);
  // Choosing with the mouse must not take the caret out of the box.
  $("commands").addEventListener("pointerdown", (event) => event.preventDefault());
  $("commands").addEventListener("mousedown", (event) => event.preventDefault());
}

async function send() {
  const text = $("text").value.trim();
  if (!text || !chat) return;
  const reply_to = quoted;
  const mentions = [...picked].filter((name) => text.includes(`@${name}`));
  type("");
  picked = new Set();
  quoteNone();
  try {
    await act("say", { chat: chat.key, text, reply_to, mentions });
  } catch (error) {
    type(text);
    picked = new Set(mentions);
    trouble(error);
  }
}

async function attach() {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file || !chat) return;
  const text = $("text").value.trim();
  type("");
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await act("file", { chat: chat.key, name: file.name, data: base64(bytes), text });
  } catch (error) {
    type(text);
    trouble(error);
  }
}

function base64(bytes) {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(letters);
}

function onKey(event) {
  const open = !$("commands").hidden;
  if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (open && (event.key === "Tab" || (event.key === "Enter" && !isWhole()))) {
    event.preventDefault();
    $("commands").children[chosen]?.click();
  } else if (event.key === "Escape") {
    if (open) hideCommands();
    else quoteNone();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
}

const isWhole = () => chat.commands.some((command) => `/${command.name}` === $("text").value);

const onZalo = () => chat?.messenger === "zalo";

// What Zalo lets one choose behind an @: as far as it is typed, at the end of the text.
const AT = /(?:^|\s)@([^@\n]*)$/u;

function suggestBots() {
  const typed = AT.exec($("text").value)?.[1].toLowerCase();
  const found = typed === undefined ? [] : chat.bots.filter(({ name }) => name.toLowerCase().startsWith(typed));
  $("commands").replaceChildren(...found.map(({ name }) =>
    make("li", { role: "option", onclick: () => pick(name) }, make("strong", {}, `@${name}`), make("span", {}, "gọi bot đọc tin này"))));
  $("commands").hidden = !found.length;
  choose(0);
}

function pick(name) {
  picked.add(name);
  const text = $("text").value;
  type(`${text.slice(0, text.lastIndexOf("@"))}@${name} `);
  hideCommands();
}

function suggest() {
  if (onZalo() && !chat.private) return suggestBots();
  const typed = /^\/([a-z0-9_]*)$/i.exec($("text").value);
  const found = typed && chat ? chat.commands.filter((command) => command.name.startsWith(typed[1].toLowerCase())) : [];
  $("commands").replaceChildren(...found.map((command) =>
    make("li", { role: "option", onclick: () => type(`/${command.name}`) },
      make("strong", {}, `/${command.name}`), make("span", {}, command.description))));
  $("commands").hidden = !found.length;
  choose(0);
}

function choose(place) {
  const all = [...$("commands").children];
  chosen = all.length ? (place + all.length) % all.length : 0;
  all.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
  all[chosen]?.scrollIntoView({ block: "nearest" });
}

function hideCommands() {
  $("commands").hidden = true;
}

function quoteNone() {
  quoted = null;
  $("quoting").hidden = true;
  invite();
}

function invite() {
  if (quoted || !chat) return;
  const narrow = matchMedia("(max-width: 719px)").matches;
  const usual = narrow ? "Nhập tin nhắn" : `Nhắn với tư cách ${chat.player}`;
  const calling = narrow ? "Gõ @ để gọi bot" : "Gõ @ để gọi bot, hoặc trả lời tin của bot";
  $("text").placeholder = onZalo() && !chat.private ? calling : usual;
}

function grow() {
  const area = $("text");
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 160)}px`;
}
