// Records a take as plain WAV, sends it, and shows it beside the take before.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const { base, form } = document.body.dataset;
  const part = document.querySelector(".recorder");
  const [button, told, clock, level] = [".record", ".told", ".clock", ".level"].map((one) => part.querySelector(one));
  const most_s = Number(part.dataset.most);
  const again = part.dataset.again;
  let take = null; // { context, stream, chunks, samples, loudest }

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  function time(seconds) {
    const tenths = Math.floor(seconds * 10);
    return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
  }

  async function start() {
    button.disabled = true;
    clock.textContent = time(0);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
      const context = new AudioContext();
      await context.audioWorklet.addModule(part.dataset.microphone);
      const node = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0 });
      take = { context, stream, chunks: [], samples: 0, loudest: 0 };
      node.port.onmessage = (event) => heard(event.data);
      context.createMediaStreamSource(stream).connect(node);
      button.textContent = "Stop, and score it";
      part.classList.add("running");
      told.textContent = "Recording.";
    } catch (error) {
      told.textContent = error.name === "NotAllowedError" ? "The browser may not use the microphone: allow it for this page, then press Record." : "There is no microphone that this page can use; it needs https, or this computer's own address.";
    }
    button.disabled = false;
  }

  function heard(samples) {
    if (!take) return;
    take.chunks.push(samples);
    take.samples += samples.length;
    let peak = 0;
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    take.loudest = Math.max(take.loudest, peak);
    const seconds = take.samples / take.context.sampleRate;
    clock.textContent = time(seconds);
    level.setAttribute("width", Math.min(100, Math.round(peak * 130)));
    if (seconds >= most_s) stop();
  }

  async function stop() {
    const { context, stream, chunks, samples, loudest } = take;
    const rate = context.sampleRate;
    take = null;
    for (const track of stream.getTracks()) track.stop();
    await context.close();
    part.classList.remove("running");
    level.setAttribute("width", 0);
    button.textContent = "Record";
    if (samples < rate) return (told.textContent = "That was shorter than a second; press Record and speak.");
    if (loudest < 0.003) return (told.textContent = "The microphone was silent; look whether it is muted.");
    button.disabled = true;
    try {
      await score(wav(chunks, samples, rate));
    } catch (error) {
      told.textContent = error.message || "The line to the server is broken; record it again.";
    }
    button.disabled = false;
  }

  function wav(chunks, samples, rate) {
    const view = new DataView(new ArrayBuffer(44 + 2 * samples));
    const text = (place, letters) => [...letters].forEach((one, i) => view.setUint8(place + i, one.charCodeAt(0)));
    text(0, "RIFF");
    view.setUint32(4, 36 + 2 * samples, true);
    text(8, "WAVEfmt ");
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, rate, true);
    view.setUint32(28, 2 * rate, true);
    view.setUint16(32, 2, true);
    view.setUint16(34, 16, true);
    text(36, "data");
    view.setUint32(40, 2 * samples, true);
    let place = 44;
    for (const chunk of chunks) {
      for (const sample of chunk) {
        view.setInt16(place, Math.max(-1, Math.min(1, sample)) * 32767, true);
        place += 2;
      }
    }
    return new Blob([view], { type: "audio/wav" });
  }

  async function ask(method, path, body) {
    const answer = await fetch(`${base}/api/1/${path}`, { method, body, headers: { "X-Form": form }, credentials: "same-origin" });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.error.message);
    return said;
  }

  async function score(sound) {
    told.textContent = "Sending.";
    const about = new URLSearchParams({ kind: "take", name: "take.wav", again_of: again });
    let upload = await ask("POST", `recordings?${about}`, sound);
    while (upload.status !== "done" && upload.status !== "failed") {
      told.textContent = upload.status === "working" ? "Listening to it." : "Waiting its turn.";
      await wait(400);
      upload = await ask("GET", `recordings/${upload.id}`);
    }
    if (upload.status === "failed") throw new Error(upload.error.message);
    const answer = await fetch(`${base}/practise/latest?again=${again}`, { credentials: "same-origin" });
    const place = document.querySelector(".compared");
    place.innerHTML = await answer.text();
    document.querySelector(".erase").hidden = false;
    told.textContent = "Scored. Say it again whenever you like.";
    place.querySelector("h2")?.focus();
  }

  button.addEventListener("click", () => (take ? stop() : start()));
});
