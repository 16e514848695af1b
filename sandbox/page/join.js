// A deep link that adds the bot to a group: which group?

import { act } from "./api.js";
import { $, make } from "./dom.js";
import { trouble } from "./notices.js";

export async function followDeepLink(address, from, chats, open) {
  if (!/[?&]startgroup(=|&|$)/i.test(address)) {
    try {
      open((await act("link", { address, from })).chat);
    } catch (error) {
      trouble(error);
    }
    return;
  }
  const name = /t(?:elegram)?\.me\/(\w+)/i.exec(address)[1].toLowerCase();
  const free = chats.filter((chat) => !chat.private && !chat.bots.some((bot) => bot.username.toLowerCase() === name));
  offer(free);
  $("join-form").onsubmit = (event) => {
    event.preventDefault();
    join(address, from, open);
  };
  $("join").showModal();
}

export function startJoin() {
  $("join-cancel").addEventListener("click", () => $("join").close());
  $("join-new").addEventListener("input", () => {
    const chosen = $("join-groups").querySelector(":checked");
    if (chosen && $("join-new").value.trim()) chosen.checked = false;
  });
}

function offer(chats) {
  const choices = chats.map((chat) =>
    make("label", {}, make("input", { type: "radio", name: "into", value: chat.key }), make("span", {}, chat.title)));
  const legend = $("join-groups").querySelector("legend");
  $("join-groups").replaceChildren(legend, ...choices);
  $("join-groups").hidden = !chats.length;
  $("join-new").value = "";
  $("join-trouble").hidden = true;
}

async function join(address, from, open) {
  const title = $("join-new").value.trim();
  const into = title ? null : $("join-groups").querySelector(":checked")?.value;
  try {
    const { chat } = await act("link", { address, from, into, title });
    $("join").close();
    open(chat);
  } catch (error) {
    $("join-trouble").textContent = error.message;
    $("join-trouble").hidden = false;
  }
}
