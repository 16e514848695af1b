// The list of chats: its order never changes while one looks at it.

import { $, MESSENGERS, face, make } from "./dom.js";

const items = new Map();
let shelves = "";

export function showList(chats, opened, open) {
  const layout = chats.map((chat) => `${chat.shelf}/${chat.key}`).join("|");
  if (layout !== shelves) rebuild(chats, open);
  shelves = layout;
  for (const chat of chats) fill(items.get(chat.key), chat, chat.key === opened);
  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  document.title = unread ? `(${unread}) Nhắc Việc` : "Nhắc Việc";
}

// Shows that something has come to this chat just now.
export function flash(key) {
  const item = items.get(key)?.firstChild;
  if (!item) return;
  item.classList.remove("fresh");
  void item.offsetWidth; // begin the animation again
  item.classList.add("fresh");
}

function rebuild(chats, open) {
  items.clear();
  const rows = [];
  let shelf = null;
  for (const chat of chats) {
    if (chat.shelf !== shelf) rows.push(make("li", { class: "shelf", role: "presentation" }, chat.shelf));
    shelf = chat.shelf;
    const button = make("button", { class: "item", "data-chat": chat.key, onclick: () => open(chat.key) });
    const item = make("li", {}, button);
    items.set(chat.key, item);
    rows.push(item);
  }
  $("chats").replaceChildren(...rows);
}

function fill(item, chat, isOpen) {
  const button = item.firstChild;
  const last = chat.last ?? { text: "Chưa có tin nhắn", author: "", time: "", mine: false };
  const author = last.mine ? "Bạn: " : last.author ? `${last.author}: ` : "";
  button.toggleAttribute("data-open", isOpen);
  if (isOpen) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
  const badge = chat.unread
    ? make("span", { class: "badge", "aria-label": `${chat.unread} tin chưa đọc` }, String(chat.unread))
    : null;
  const top = make("span", { class: "row" }, make("strong", {}, chat.title), make("time", {}, last.time));
  const words = make("span", { class: "preview" }, make("span", { class: "by" }, author), last.text);
  const bottom = make("span", { class: "row" }, words, badge);
  const where = make("span", { class: "unseen" }, MESSENGERS[chat.messenger]);
  button.replaceChildren(face(chat.title, chat.messenger), where, make("span", { class: "lines" }, top, bottom));
}
