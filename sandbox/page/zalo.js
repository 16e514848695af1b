// A new conversation on Zalo: somebody writes to the bot, or a group takes it in.

import { act } from "./api.js";
import { $ } from "./dom.js";

export function startZalo(open) {
  $("add-zalo").addEventListener("click", ask);
  $("zalo-cancel").addEventListener("click", () => $("zalo").close());
  $("zalo-form").addEventListener("submit", (event) => {
    event.preventDefault();
    add(open);
  });
}

function ask() {
  $("zalo-name").value = "";
  $("zalo-trouble").hidden = true;
  $("zalo").showModal();
  $("zalo-name").focus();
}

async function add(open) {
  const name = $("zalo-name").value.trim();
  const kind = $("zalo-form").querySelector("[name=zalo-kind]:checked").value;
  try {
    if (!name) throw new Error("Xin cho biết tên người hoặc tên nhóm.");
    const { chat } = await act(kind, { messenger: "zalo", name, title: name });
    $("zalo").close();
    open(chat);
  } catch (error) {
    $("zalo-trouble").textContent = error.message;
    $("zalo-trouble").hidden = false;
  }
}
