// Our own player: plays evidence, lights the words, follows clicks. The page reads without it.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const audio = document.querySelector("audio");
  openForPrint();
  if (!audio) return;

  const SPEEDS = [1, 0.75, 1.25];
  const AFTER_S = 0.06; // the end of a sound is softer than its measured offset
  const player = document.querySelector(".player");
  const part = (name) => player.querySelector(name);
  const seekBar = part(".seek");
  const wave = document.querySelector("svg.wave");
  const duration = Number(wave.dataset.duration);
  const lit = all("[data-lit]").map((element) => ({ element, ...span(element), on: false }));
  let stopAt = Infinity;
  let source = null;
  let running = false;

  function span(element) {
    return { start: Number(element.dataset.start), end: Number(element.dataset.end) };
  }

  function clock(seconds) {
    const tenths = Math.round(seconds * 10);
    const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
    return `${Math.floor(tenths / 600)}:${rest}`;
  }

  function say(text) {
    part(".status").textContent = text;
  }

  function go(start, end = Infinity) {
    audio.currentTime = Math.max(0, start);
    stopAt = end;
    audio.play().catch(() => say("This browser could not play the sound."));
  }

  function mark(button) {
    if (source) source.classList.remove("playing");
    source = button;
    if (source) source.classList.add("playing");
  }

  function light(now) {
    for (const item of lit) {
      const on = item.start <= now && now < item.end;
      if (on !== item.on) item.element.classList.toggle("on", (item.on = on));
    }
  }

  function show() {
    const now = audio.currentTime;
    const share = Math.min(1, now / duration);
    const [head, heard] = [wave.querySelector(".head"), wave.querySelector("#played rect")];
    head.setAttribute("x1", `${share * 100}%`);
    head.setAttribute("x2", `${share * 100}%`);
    heard.setAttribute("width", share * 1000);
    seekBar.value = now;
    seekBar.style.setProperty("--done", `${share * 100}%`);
    seekBar.setAttribute("aria-valuetext", `${clock(now)} of ${clock(duration)}`);
    part(".now").textContent = clock(now);
    light(now);
  }

  function tick() {
    if (audio.currentTime >= stopAt) audio.pause();
    show();
  }

  function frame() {
    tick();
    running = !audio.paused;
    if (running) requestAnimationFrame(frame);
  }

  function state() {
    const playing = !audio.paused;
    player.classList.toggle("playing", playing);
    part(".toggle").setAttribute("aria-label", playing ? "Pause" : "Play");
    if (!playing) mark(null);
    if (playing && !running) frame();
    show();
  }

  function toggle() {
    if (!audio.paused) return audio.pause();
    go(audio.currentTime >= duration - 0.05 ? Number(player.dataset.message) : audio.currentTime);
  }

  function speed(event) {
    const next = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
    audio.playbackRate = next;
    event.currentTarget.textContent = `${next}×`;
    event.currentTarget.setAttribute("aria-label", `Speed ${next} times`);
  }

  function button(place) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "play";
    made.setAttribute("aria-label", place.dataset.label);
    made.textContent = place.textContent;
    const { start, end } = span(place);
    made.addEventListener("click", () => {
      if (source === made && !audio.paused) return audio.pause();
      go(start, end + AFTER_S);
      mark(made);
    });
    place.replaceWith(made);
  }

  // One stop of the tabulator for a whole run of words: arrows move, Enter and space play.
  function run(container, items, label, play) {
    let current = -1;
    const move = (to) => {
      items[current]?.classList.remove("at-key");
      current = Math.max(0, Math.min(items.length - 1, to));
      items[current].classList.add("at-key");
      say(`${items[current].textContent}, ${clock(span(items[current]).start)}`);
    };
    container.tabIndex = 0;
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", label);
    container.addEventListener("blur", () => items[current]?.classList.remove("at-key"));
    container.addEventListener("click", (event) => {
      const item = event.target.closest("[data-lit]");
      if (!item) return;
      current = items.indexOf(item);
      play(item);
    });
    container.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) move(current + step);
      else if (event.key === "Home") move(0);
      else if (event.key === "End") move(items.length - 1);
      else if (event.key === "Enter" || event.key === " ") play(items[Math.max(0, current)]);
      else return;
      event.preventDefault();
    });
  }

  function onwards(item) {
    go(span(item).start);
    mark(null);
  }

  function alone(item) {
    go(span(item).start, span(item).end + AFTER_S);
    mark(null);
  }

  function openForPrint() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details:not([open])")];
      for (const details of opened) details.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    });
  }

  all("[data-play]").forEach(button);
  const words = document.querySelector(".transcript");
  const spoken = all("[data-lit]", words);
  const keys = "arrow keys move, Enter plays";
  if (spoken.length) run(words, spoken, `Transcript: ${keys}`, onwards);
  for (const strip of all(".digits")) {
    const digits = all("[data-lit]", strip);
    if (digits.length) run(strip, digits, `Digits: ${keys}`, alone);
  }
  wave.addEventListener("click", (event) => {
    const place = event.target.closest("[data-start]");
    if (place) return go(span(place).start, span(place).end + AFTER_S);
    const box = wave.getBoundingClientRect();
    mark(null);
    go(((event.clientX - box.left) / box.width) * duration);
  });
  seekBar.addEventListener("input", () => {
    audio.currentTime = Number(seekBar.value);
    stopAt = Infinity;
  });
  part(".toggle").addEventListener("click", toggle);
  part(".speed").addEventListener("click", speed);
  part(".skip").addEventListener("click", () => {
    mark(null);
    go(Number(player.dataset.message));
  });
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, state);
  audio.addEventListener("timeupdate", tick); // frames stop in a hidden tab
  audio.addEventListener("seeked", show);
  audio.addEventListener("error", () => say("This browser cannot play the embedded sound."));
  audio.controls = false;
  wave.classList.add("ready");
  player.hidden = false;
  const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  if (asked) {
    audio.currentTime = Math.min(Number(asked[1]), duration);
    part(".toggle").focus();
  }
  show();
});
