// Words that come and go: toasts, and alerts that must be closed.

import { $, make } from "./dom.js";

export function toast(words, { trouble = false } = {}) {
  const note = make("p", { class: trouble ? "toast trouble" : "toast" }, words);
  $("toasts").append(note);
  setTimeout(() => note.classList.add("going"), 4200);
  setTimeout(() => note.remove(), 4600);
}

export function alertWith(words) {
  $("alert-text").textContent = words;
  $("alert").showModal();
}

export function trouble(error) {
  toast(error.message, { trouble: true });
}
