// The demo's clock in the bar, and what it moved.

import { act } from "./api.js";
import { $, icon, make } from "./dom.js";
import { toast, trouble } from "./notices.js";

let came = null; // titles of chats that got something during a move

export function showClock(clock) {
  $("clock-day").textContent = clock.day;
  $("clock-time").textContent = clock.time;
  $("moves").hidden = !clock.moves;
  document.body.classList.toggle("busy", clock.busy);
  for (const button of $("moves").children) {
    const isPlay = button.id === "play";
    const stuck = !clock.can_advance && !(isPlay && clock.playing);
    button.disabled = clock.busy || stuck || (clock.playing && !isPlay);
  }
  const play = $("play");
  play.dataset.move = clock.playing ? "pause" : "play";
  play.replaceChildren(icon(clock.playing ? "pause" : "play"), make("span", {}, clock.playing ? "Tạm dừng" : "Phát"));
}

export function note(chat) {
  came?.set(chat.key, chat.title);
}

export function startClock() {
  $("moves").addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button && !button.disabled) move(button.dataset.move);
  });
}

async function move(name) {
  const counts = name === "to_next" || name === "day_on";
  came = counts ? new Map() : null;
  try {
    const { moved } = await act("clock", { move: name });
    if (!moved) toast("Không còn tin nào theo kế hoạch nữa.");
    // Messages may arrive by the stream a moment after the answer.
    if (counts) setTimeout(summary, 600);
  } catch (error) {
    came = null;
    trouble(error);
  }
}

function summary() {
  const titles = [...(came?.values() ?? [])];
  came = null;
  if (!titles.length) return;
  const rest = titles.length - 3;
  const named = titles.slice(0, rest > 1 ? 3 : 4).join("; ");
  toast(rest > 1 ? `Có tin mới ở ${named} và ${rest} nhóm khác.` : `Có tin mới ở ${named}.`);
}
