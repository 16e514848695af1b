// The panel of troubles: what goes wrong on command, and what it did.

import { act } from "./api.js";
import { $, make } from "./dom.js";
import { toast, trouble } from "./notices.js";

const SENDING = ["sendMessage", "editMessageText", "editMessageReplyMarkup"];
let chatNow = () => null;
let kinds = "";

export function startFaults(current) {
  chatNow = current;
  $("open-faults").addEventListener("click", open);
  $("close-faults").addEventListener("click", () => $("faults").close());
  $("fault-form").addEventListener("submit", (event) => { event.preventDefault(); cause(); });
  $("outages").addEventListener("click", (event) => {
    const kind = event.target.closest("[data-outage]")?.dataset.outage;
    if (kind) attempt("outage", { kind, seconds: 30 });
  });
  $("limits").addEventListener("change", (event) => attempt("limits", { on: event.target.checked }));
  $("upgrade").addEventListener("click", upgrade);
}

export function showFaults(now) {
  offerKinds(now.kinds);
  const active = now.faults.map((fault) => row(said(fault), () => attempt("calm", { fault: fault.number })));
  if (now.outage) active.unshift(row(now.outage_words, () => attempt("calm")));
  $("active").replaceChildren(...active);
  $("active-title").hidden = !active.length;
  $("limits").checked = now.limits;
  $("figures").textContent = `Telegram đã nhận ${now.accepted} tin, từ chối ${now.refused} lần; bot gọi lại quá sớm ${now.early} lần.`;
  $("open-faults").toggleAttribute("data-active", active.length > 0);
}

function open() {
  const chat = chatNow();
  $("fault-here").value = chat?.key ?? "";
  $("fault-here").textContent = chat ? chat.title : "Nhóm đang mở";
  $("fault-here").disabled = !chat;
  if (!chat) $("fault-where").value = "";
  $("upgrade").hidden = !chat?.basic;
  $("upgrade-title").textContent = chat?.title ?? "";
  $("faults").showModal();
}

async function cause() {
  const kind = $("fault-kind").value;
  const times = Number($("fault-times").value) || null;
  const methods = kind === "409" ? ["getUpdates"] : SENDING;
  const chat = kind === "409" ? null : $("fault-where").value || null;
  await attempt("fault", { kinds: [kind], chat, times, methods });
}

async function upgrade() {
  const chat = chatNow();
  if (!chat || !(await attempt("upgrade", { chat: chat.key }))) return;
  $("faults").close();
  toast(`${chat.title} đã thành siêu nhóm.`);
}

async function attempt(action, params = {}) {
  try {
    return await act(action, params);
  } catch (error) {
    $("faults").close(); // what goes wrong is said on the page below
    trouble(error);
    return null;
  }
}

function offerKinds(offered) {
  const wanted = offered.map((kind) => kind.kind).join(" ");
  if (wanted === kinds) return;
  kinds = wanted;
  $("fault-kind").replaceChildren(...offered.map(({ kind, words }) => make("option", { value: kind }, words)));
}

function said(fault) {
  const left = fault.left === null ? "đến khi gỡ" : `còn ${fault.left} lần`;
  return `${fault.words}: ${fault.where}, ${left}`;
}

function row(words, remove) {
  return make("li", {}, make("span", {}, words), make("button", { type: "button", onclick: remove }, "Gỡ"));
}
