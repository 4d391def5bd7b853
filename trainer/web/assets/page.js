// Around textual.js: the keyboard goes to the terminal at once, and a closed connection is told in a sentence.
"use strict";
const OURS = 4000; // the server closed it with a sentence
const AGAIN_MS = 2000;

window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener("open", keyboard);
    this.addEventListener("close", closed);
  }
};

function keyboard() {
  setTimeout(() => document.querySelector(".xterm-helper-textarea")?.focus(), 0);
}

function closed(event) {
  const why = document.getElementById("why");
  document.getElementById("again").focus();
  if (event.code === OURS) {
    why.textContent = event.reason;
  } else {
    why.textContent = "The connection was lost. Trying again …";
    setTimeout(again, AGAIN_MS);
  }
}

async function again() {
  try {
    const answer = await fetch("/alive", { cache: "no-store" });
    if (answer.ok) return location.reload();
    if (answer.status === 503) return tell(await answer.text());
    return location.assign("/");
  } catch {
    setTimeout(again, AGAIN_MS);
  }
}

function tell(words) {
  document.getElementById("why").textContent = words;
}

// a click beside the terminal must not take the keyboard away from it
addEventListener("mouseup", () => document.body.classList.contains("-closed") || keyboard());
addEventListener("focus", () => document.body.classList.contains("-closed") || keyboard());
