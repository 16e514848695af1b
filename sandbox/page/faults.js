// The panel of troubles: what goes wrong on command, and what it did.

import { act } from "./api.js";
import { $, MESSENGERS, make } from "./dom.js";
import { toast, trouble } from "./notices.js";

let chatNow = () => null;
let side = "telegram"; // whose troubles are caused
let troubles = null;
let offered = "";

export function startFaults(current) {
  chatNow = current;
  $("open-faults").addEventListener("click", open);
  $("close-faults").addEventListener("click", () => $("faults").close());
  $("fault-form").addEventListener("submit", (event) => { event.preventDefault(); cause(); });
  $("outages").addEventListener("click", (event) => {
    const kind = event.target.closest("[data-outage]")?.dataset.outage;
    if (kind) attempt("outage", { kind, seconds: 30, messenger: side });
  });
  $("sides").addEventListener("change", (event) => turnTo(event.target.value));
  $("limits").addEventListener("change", (event) => attempt("limits", { on: event.target.checked }));
  $("use-up").addEventListener("click", () => attempt("zalo", { left: 1 }));
  $("upgrade").addEventListener("click", upgrade);
}

export function showFaults(now) {
  troubles = now;
  const active = [...rows(now, "telegram"), ...(now.zalo ? rows(now.zalo, "zalo") : [])];
  $("active").replaceChildren(...active);
  $("active-title").hidden = !active.length;
  $("limits").checked = now.limits;
  $("open-faults").toggleAttribute("data-active", active.length > 0);
  showSide();
}

function open() {
  turnTo(chatNow()?.messenger ?? "telegram");
  $("faults").showModal();
}

function turnTo(next) {
  side = next;
  const chat = chatNow()?.messenger === side ? chatNow() : null;
  $("sides").querySelector(`[value=${side}]`).checked = true;
  for (const name of document.querySelectorAll(".side-name")) name.textContent = MESSENGERS[side];
  $("fault-here").value = chat?.key ?? "";
  $("fault-here").textContent = chat ? chat.title : "Nhóm đang mở";
  $("fault-here").disabled = !chat;
  if (!chat) $("fault-where").value = "";
  $("upgrade").hidden = !chat?.basic;
  $("upgrade-title").textContent = chat?.title ?? "";
  showSide();
}

function showSide() {
  const now = side === "zalo" ? troubles.zalo : troubles;
  if (!now) return;
  offerKinds(now.kinds);
  $("limits").closest("label").hidden = side === "zalo";
  $("quota").hidden = side !== "zalo";
  $("fault-label").textContent = side === "zalo" ? "Tin đi, tin đến gặp" : "Tin gửi đi gặp";
  const early = side === "zalo" ? "" : `; bot gọi lại quá sớm ${now.early} lần`;
  $("figures").textContent = `${MESSENGERS[side]} đã nhận ${now.accepted} tin, từ chối ${now.refused} lần${early}.`;
  if (side === "zalo") $("quota-words").textContent = now.bots.map((bot) => quota(bot, now)).join(" ");
}

function quota(bot, now) {
  const of = now.plan.messages.toLocaleString("vi");
  const lost = now.lost ? ` Đã mất ${now.lost} tin đến.` : "";
  return `${bot.name}: tháng này đã tính ${bot.counted.toLocaleString("vi")} trên ${of} tin; ${bot.users} trên ${now.plan.users} người, ${bot.groups} trên ${now.plan.groups} nhóm.${lost}`;
}

async function cause() {
  const now = side === "zalo" ? troubles.zalo : troubles;
  const { kind, methods } = now.kinds.find((one) => one.name === $("fault-kind").value);
  const times = Number($("fault-times").value) || null;
  const chat = methods.includes("getUpdates") ? null : $("fault-where").value || null;
  await attempt("fault", { kinds: [kind], chat, times, methods, messenger: side });
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

function offerKinds(kinds) {
  const wanted = kinds.map((kind) => kind.name).join(" ");
  if (wanted === offered) return;
  offered = wanted;
  $("fault-kind").replaceChildren(...kinds.map(({ name, words }) => make("option", { value: name }, words)));
}

function rows(now, messenger) {
  const of = troubles.zalo ? `${MESSENGERS[messenger]} · ` : "";
  const faults = now.faults.map((fault) =>
    row(`${of}${said(fault)}`, () => attempt("calm", { fault: fault.number, messenger })));
  if (now.outage) faults.unshift(row(now.outage_words, () => attempt("calm", { messenger })));
  return faults;
}

function said(fault) {
  const left = fault.left === null ? "đến khi gỡ" : `còn ${fault.left} lần`;
  return `${fault.words}: ${fault.where}, ${left}`;
}

function row(words, remove) {
  return make("li", {}, make("span", {}, words), make("button", { type: "button", onclick: remove }, "Gỡ"));
}
