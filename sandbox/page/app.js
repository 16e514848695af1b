// The page: keeps what the stream says, and shows it.

import { act, ask, listen } from "./api.js";
import { quote, startBox, type, writeIn } from "./box.js";
import { note, showClock, startClock } from "./clock.js";
import { $, MESSENGERS, face, make } from "./dom.js";
import { showFaults, startFaults } from "./faults.js";
import { followDeepLink, startJoin } from "./join.js";
import { flash, showList } from "./list.js";
import { alertWith, toast, trouble } from "./notices.js";
import { heard, put, remove, showTalk } from "./talk.js";
import { startZalo } from "./zalo.js";

let chats = [];
let opened = null;
let loaded = null; // the chat whose messages are on the screen
const pressedUrls = /^https?:/i;

const follow = {
  deepLink: (address) => followDeepLink(address, opened, chats, open),
  command: (words) => type(words),
  reply: (message) => quote(message),
};

const hear = {
  state(state) {
    arrange(state);
    $("panel").hidden = $("open-panel").hidden = !state.has_panel;
    document.body.classList.toggle("no-panel", !state.has_panel);
    const wanted = keyInAddress() ?? (narrow() ? null : chats[0]?.key);
    loaded = null;
    if (wanted) show(wanted);
    else close();
  },
  chats: arrange,
  said({ chat, message }) {
    const isNew = message.bot && !message.mine && !message.edited;
    refresh(chat);
    if (isNew && !message.happening) note(chat);
    if (chat.key === loaded) {
      put(chat.key, message, follow);
      if (message.prompt !== null && !message.mine) quote(message);
      seen(chat);
    } else if (isNew) flash(chat.key);
  },
  unsaid({ chat, id }) {
    refresh(chat);
    if (chat.key === loaded) remove(id);
  },
  answered({ press, text, alert, url }) {
    heard(press);
    if (text && alert) alertWith(text);
    else if (text) toast(text);
    if (url && pressedUrls.test(url)) follow.deepLink(url);
  },
  clock: showClock,
  troubles: showFaults,
  panel(html) {
    // The host's own fragment; the page's policy lets no script of it run.
    $("board").innerHTML = html;
  },
};

function arrange(state) {
  chats = state.chats;
  $("privacy").checked = state.privacy;
  $("privacy-words").textContent = state.privacy
    ? "Đang bật: bot chỉ đọc lệnh và tin trả lời bot."
    : "Đang tắt: bot đọc mọi tin nhắn trong nhóm.";
  document.body.classList.toggle("both", Boolean(state.troubles.zalo));
  showClock(state.clock);
  showFaults(state.troubles);
  showList(chats, opened, open);
  const chat = chatNow();
  if (chat && loaded === chat.key) head(chat);
  // A group that has become a supergroup is another chat; one looks on there.
  const next = chats.find((other) => opened && other.was === opened);
  if (next) open(next.key);
}

function refresh(chat) {
  const place = chats.findIndex((other) => other.key === chat.key);
  if (place < 0) chats.push(chat);
  else chats[place] = chat;
  showList(chats, opened, open);
  if (chat.key === loaded) head(chat);
}

// Opening goes through the address, so that going back leads to the list.
function open(key) {
  // A group that was only just made may not be in the list yet: it is shown at once.
  const known = chats.some((chat) => chat.key === key);
  if (!known || keyInAddress() === key) show(key);
  if (keyInAddress() !== key) location.hash = `chat=${encodeURIComponent(key)}`;
}

async function show(key) {
  opened = key;
  try {
    const { chat, messages } = await ask(`chats/${encodeURIComponent(key)}`);
    if (opened !== key) return;
    loaded = key;
    document.body.classList.add("talking");
    $("talk").hidden = false;
    $("nothing").hidden = true;
    head(chat);
    showTalk(key, messages, chat.unread, follow);
    showList(chats, opened, open);
    seen(chat);
    if (!narrow()) $("text").focus({ preventScroll: true });
  } catch (error) {
    close();
    trouble(error);
  }
}

function close() {
  opened = loaded = null;
  document.body.classList.remove("talking");
  $("talk").hidden = true;
  $("nothing").hidden = false;
  showList(chats, opened, open);
}

function head(chat) {
  const portrait = face(chat.title, chat.messenger);
  $("talk").dataset.messenger = chat.messenger;
  portrait.id = "chat-face";
  $("chat-face").replaceWith(portrait);
  $("chat-title").textContent = chat.title;
  const size = chat.private ? "Trò chuyện riêng với bot" : `${chat.size} thành viên`;
  const where = make("span", { class: "where" }, MESSENGERS[chat.messenger]);
  $("chat-role").replaceChildren(where, `${size} · trong vai ${chat.player}`);
  writeIn(chat);
}

function seen(chat) {
  if (chat.unread && !document.hidden) act("read", { chat: chat.key }).catch(() => {});
}

function keyInAddress() {
  const found = /^#chat=(.+)$/.exec(location.hash);
  const key = found && decodeURIComponent(found[1]);
  return chats.some((chat) => chat.key === key) ? key : null;
}

const chatNow = () => chats.find((chat) => chat.key === opened);
const narrow = () => matchMedia("(max-width: 719px)").matches;

function drawer(isOpen) {
  document.body.classList.toggle("looking", isOpen);
  $("open-panel").setAttribute("aria-expanded", String(isOpen));
  (isOpen ? $("close-panel") : $("open-panel")).focus();
}

window.addEventListener("hashchange", () => {
  const key = keyInAddress();
  if (key) show(key);
  else if (narrow() && !location.hash.startsWith("#chat=")) close();
});
document.addEventListener("visibilitychange", () => {
  const chat = chatNow();
  if (chat && loaded === chat.key) seen(chat);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("looking")) drawer(false);
});
$("back").addEventListener("click", () => { location.hash = ""; close(); });
$("open-panel").addEventListener("click", () => drawer(!document.body.classList.contains("looking")));
$("close-panel").addEventListener("click", () => drawer(false));
$("privacy").addEventListener("change", (event) => act("privacy", { on: event.target.checked }).catch(trouble));

startBox();
startClock();
startFaults(chatNow);
startJoin();
startZalo(open);
listen(hear, (online) => { $("offline").hidden = online; });
