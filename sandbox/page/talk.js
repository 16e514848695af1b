// The open chat: bubbles, days, buttons, quotes.

import { act } from "./api.js";
import { $, icon, make } from "./dom.js";
import { trouble } from "./notices.js";
import { isDeepLink, rich } from "./rich.js";

const bubbles = new Map(); // message id -> element
const waiting = new Map(); // press id -> the button that spins
let lastDay = null;
let lastAuthor = null;

export function showTalk(key, messages, unread, follow) {
  bubbles.clear();
  lastDay = lastAuthor = null;
  $("said").replaceChildren();
  const first = firstUnread(messages, unread);
  for (const message of messages) {
    if (message.id === first) $("said").append(make("p", { class: "new", id: "new" }, "Tin mới"));
    add(key, message, follow);
  }
  const mark = $("new");
  if (mark) mark.scrollIntoView({ block: "start" });
  else toEnd();
}

export function put(key, message, follow) {
  const said = $("said");
  const was = bubbles.get(message.id);
  const atEnd = said.scrollHeight - said.scrollTop - said.clientHeight < 120;
  if (was) {
    const now = bubble(key, message, follow);
    now.classList.toggle("follows", was.classList.contains("follows"));
    was.replaceWith(now);
    bubbles.set(message.id, now);
  } else {
    add(key, message, follow);
  }
  if (atEnd || message.mine) settle(bubbles.get(message.id));
}

export function remove(id) {
  bubbles.get(id)?.remove();
  bubbles.delete(id);
}

export function answered(press) {
  const button = waiting.get(press);
  waiting.delete(press);
  button?.classList.remove("spinning");
  button?.removeAttribute("aria-busy");
}

function add(key, message, follow) {
  if (message.day !== lastDay) {
    $("said").append(make("p", { class: "day" }, make("span", {}, message.day)));
    lastAuthor = null;
  }
  lastDay = message.day;
  const element = bubble(key, message, follow);
  element.classList.toggle("follows", message.author === lastAuthor);
  lastAuthor = message.happening ? null : message.author;
  bubbles.set(message.id, element);
  $("said").append(element);
}

function bubble(key, message, follow) {
  if (message.happening) return make("p", { class: "happening" }, make("span", {}, message.happening));
  const side = message.mine ? "mine" : message.bot ? "bot" : "other";
  const name = message.mine ? null : make("p", { class: "name" }, message.author, message.bot ? make("span", { class: "tag" }, "bot") : "");
  const time = make("p", { class: "time" }, message.edited ? "đã sửa " : "", message.time);
  const words = make("div", { class: "words" }, rich(message.text, message.entities, follow));
  const file = message.file ? make("p", { class: "file" }, icon("file"), make("span", {}, message.file)) : null;
  const unheard = message.unheard ? make("p", { class: "unheard" }, "Bot không nhận được tin này") : null;
  const body = make("div", { class: "bubble" }, name, quote(message.reply), file, message.text ? words : null, time);
  const reply = make("button", { class: "icon reply", type: "button", "aria-label": "Trả lời tin này", title: "Trả lời", onclick: () => follow.reply(message) }, icon("reply"));
  const stack = make("div", { class: "stack" }, body, unheard, keyboard(key, message, follow));
  return make("article", { class: `message ${side}`, "data-message": message.id }, stack, reply);
}

function quote(reply) {
  if (!reply) return null;
  const jump = () => {
    const target = bubbles.get(reply.id);
    target?.scrollIntoView({ block: "center" });
    target?.classList.add("pointed");
    setTimeout(() => target?.classList.remove("pointed"), 1600);
  };
  return make("button", { class: "quote", type: "button", onclick: jump }, make("strong", {}, reply.author), make("span", {}, reply.text));
}

function keyboard(key, message, follow) {
  if (!message.rows.length) return null;
  const rows = message.rows.map((row) =>
    make("div", { class: "keys" }, ...row.map((button) => buttonOf(key, message, button, follow))));
  return make("div", { class: "keyboard", role: "group", "aria-label": "Nút của tin nhắn" }, ...rows);
}

function buttonOf(key, message, button, follow) {
  const element = make("button", { class: "key", type: "button" }, make("span", {}, button.text));
  if (button.url) {
    element.append(icon("out"));
    element.addEventListener("click", () => followUrl(button.url, follow));
  } else {
    element.addEventListener("click", () => press(element, key, message.id, button.callback_data));
  }
  return element;
}

function followUrl(url, follow) {
  if (isDeepLink(url)) follow.deepLink(url);
  else if (/^https?:/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

async function press(element, chat, message, data) {
  if (element.classList.contains("spinning")) return;
  element.classList.add("spinning");
  element.setAttribute("aria-busy", "true");
  try {
    const { press: id } = await act("press", { chat, message, data });
    if (early.delete(id)) return stop(element);
    waiting.set(id, element);
    setTimeout(() => answered(id), 15000); // a bot that never answers
  } catch (error) {
    stop(element);
    trouble(error);
  }
}

// Answers that overtook the response to their own press.
const early = new Set();

export function heard(press) {
  if (waiting.has(press)) answered(press);
  else early.add(press);
}

function stop(element) {
  element.classList.remove("spinning");
  element.removeAttribute("aria-busy");
}

// A message longer than the window is shown from its beginning.
function settle(element) {
  const said = $("said");
  if (element && element.offsetHeight > said.clientHeight) element.scrollIntoView({ block: "start" });
  else toEnd();
}

function toEnd() {
  $("said").scrollTop = $("said").scrollHeight;
}

function firstUnread(messages, unread) {
  const spoken = messages.filter((message) => message.bot && !message.happening);
  return unread ? spoken[spoken.length - unread]?.id : null;
}
