// Sends recordings in pieces that go on where they stopped, and shows what becomes of each.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const { base, form } = document.body.dataset;
  const part = document.querySelector(".upload");
  const most = { waiting: Number(part.dataset.waiting), bytes: Number(part.dataset.bytes) };
  const [told, queue, list] = [".told", ".queue", ".queue ol"].map((one) => part.querySelector(one));
  const AT_ONCE = 2;
  const TRIES = 6;
  const OPEN = new Set(["sending", "receiving", "waiting", "working"]);
  const items = new Map(); // by number: { row, state }
  const files = []; // not announced yet
  const sending = new Set();
  let running = 0;
  let timer = 0;
  let drawn = 0;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  class Refusal extends Error {}

  async function api(method, path, body) {
    const options = { method, headers: { "X-Form": form }, credentials: "same-origin" };
    if (body) {
      options.body = JSON.stringify(body);
      options.headers["Content-Type"] = "application/json";
    }
    const answer = await fetch(`${base}/api/1/${path}`, options);
    if (answer.status === 204) return null;
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refusal(said.error?.message ?? `The server answered ${answer.status}.`);
    return said;
  }

  // Sending

  function add(chosen) {
    const all = [...chosen];
    const open = [...items.values()].filter((item) => OPEN.has(item.state)).length + files.length;
    if (all.length + open > most.waiting) {
      const rest = Math.max(0, most.waiting - open);
      told.textContent = `You chose ${all.length.toLocaleString("en")} recordings; ${rest} can be taken now, ${most.waiting} at a time. None was sent.`;
      return;
    }
    told.textContent = "";
    const first = list.firstChild;
    for (const file of all) {
      const row = draw(null, { name: file.name, status: "sending", size: file.size, received: 0 });
      list.insertBefore(row, first);
      if (file.size > most.bytes) {
        fail(row, `The file is too large: the limit is ${part.dataset.mb} MB.`);
      } else if (!file.size) {
        fail(row, "The file is empty.");
      } else {
        files.push({ file, row });
      }
    }
    queue.hidden = false;
    while (running < AT_ONCE && files.length) next();
  }

  async function next() {
    running += 1;
    while (files.length) {
      const { file, row } = files.shift();
      try {
        await send(file, row);
      } catch (error) {
        fail(row, error instanceof Refusal ? error.message : "The line to the server is broken; choose the file again to go on.");
      }
      count();
    }
    running -= 1;
  }

  async function send(file, row) {
    const key = `${file.name}|${file.size}|${file.lastModified}`;
    const about = { name: file.name, size: file.size, modified: file.lastModified, key };
    let upload = await again(() => api("POST", "uploads", about));
    const double = items.get(upload.id);
    if (double && double.row !== row) double.row.remove();
    row.dataset.id = upload.id;
    items.set(upload.id, { row, state: upload.status });
    sending.add(upload.id);
    try {
      for (let left = TRIES; upload.status === "receiving"; left -= 1) {
        try {
          upload = await put(upload, file, row);
        } catch (error) {
          if (error instanceof Refusal || left <= 1) throw error;
          await wait(500 * 2 ** (TRIES - left));
          upload = await again(() => api("GET", `recordings/${upload.id}`));
        }
      }
    } finally {
      sending.delete(upload.id);
    }
    show(upload);
    look(0);
  }

  async function again(act) {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await act();
      } catch (error) {
        if (error instanceof Refusal || left <= 1) throw error;
        await wait(500 * 2 ** (TRIES - left));
      }
    }
  }

  function put(upload, file, row) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("PUT", `${base}/api/1/uploads/${upload.id}?from=${upload.received}`);
      request.setRequestHeader("X-Form", form);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.responseType = "json";
      request.upload.onprogress = (event) => bar(row, (upload.received + event.loaded) / file.size);
      request.onerror = () => failed(new Error("line"));
      request.onload = () => {
        if (request.status < 300) return done(request.response);
        const message = request.response?.error?.message;
        failed(request.status === 409 || request.status === 408 || request.status >= 500 ? new Error("line") : new Refusal(message ?? "The server refused it."));
      };
      request.send(file.slice(upload.received));
    });
  }

  // Showing

  function make(tag, name, text = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  function draw(id, upload) {
    const row = make("li", "");
    if (id) row.dataset.id = id;
    const head = make("div", "head");
    head.append(make("b", "name", upload.name), make("span", "state"));
    const meter = document.createElement("progress");
    meter.max = 1;
    meter.setAttribute("aria-label", `Sending ${upload.name}`);
    row.append(head, meter, make("p", "what"), make("div", "names"), make("p", "buttons"));
    update(row, upload);
    return row;
  }

  function bar(row, share) {
    row.querySelector("progress").value = share;
    row.querySelector(".state").textContent = share < 1 ? `Sending, ${Math.floor(share * 100)}%` : "Sent";
  }

  function fail(row, message) {
    update(row, { name: row.querySelector(".name").textContent, status: "failed", error: { message } });
  }

  function words(upload) {
    const share = upload.size ? Math.floor((100 * upload.received) / upload.size) : 0;
    return {
      sending: "Waiting to be sent",
      receiving: sending.has(upload.id) ? `Sending, ${share}%` : `Broken off at ${share}%: choose the same file again to go on`,
      waiting: "Waiting its turn",
      working: "Transcribing",
      done: upload.score === null || upload.score === undefined ? "Done, no score" : "Done",
      failed: "Not scored",
    }[upload.status];
  }

  function update(row, upload) {
    row.className = upload.status;
    const meter = row.querySelector("progress");
    meter.hidden = !(upload.status === "sending" || upload.status === "receiving");
    if (upload.status === "working") {
      meter.hidden = false;
      meter.removeAttribute("value");
      meter.setAttribute("aria-label", `Transcribing ${upload.name}`);
    } else if (!meter.hidden) {
      meter.value = upload.size ? upload.received / upload.size : 0;
    }
    row.querySelector(".state").textContent = words(upload);
    const what = row.querySelector(".what");
    what.replaceChildren();
    if (upload.error) what.textContent = upload.error.message;
    if (upload.status === "done" && upload.message) {
      const link = make("a", "", upload.score === null ? "Read the report" : `${upload.score} of 100: read the report`);
      link.href = upload.report ? `${base}/reports/${encodeURIComponent(upload.report)}` : `${base}/messages/${upload.message}/report`;
      what.append(link, make("span", "first", upload.first ?? ""));
    }
    names(row, upload);
    buttons(row, upload);
  }

  function names(row, upload) {
    const place = row.querySelector(".names");
    if (!upload.id || upload.status === "failed") return place.replaceChildren();
    const fields = part.dataset.reps ? { rep: "Left by", prospect: "For", prospect_company: "Company" } : { prospect: "For", prospect_company: "Company" };
    if (!place.firstChild) {
      for (const [name, label] of Object.entries(fields)) {
        const holder = make("label", "", `${label} `);
        const input = document.createElement("input");
        input.name = name;
        input.maxLength = 200;
        input.autocomplete = "off";
        input.addEventListener("change", () => save(row, place, upload.id));
        holder.append(input);
        place.append(holder);
      }
      place.append(make("span", "guess"));
    }
    for (const name of Object.keys(fields)) {
      const input = place.querySelector(`[name=${name}]`);
      if (input !== document.activeElement && !place.dataset.saving) input.value = upload[name] ?? "";
    }
    place.querySelector(".guess").textContent = upload.guessed && upload.prospect ? "read from the file name" : "";
  }

  async function save(row, place, id) {
    const said = Object.fromEntries([...place.querySelectorAll("input")].map((input) => [input.name, input.value]));
    place.dataset.saving = "yes";
    try {
      const upload = await api("PATCH", `recordings/${id}`, said);
      show(upload, true);
      place.querySelector(".guess").textContent = "saved";
      if (upload.status === "done") refresh();
    } catch (error) {
      place.querySelector(".guess").textContent = error.message;
    } finally {
      delete place.dataset.saving;
    }
  }

  function buttons(row, upload) {
    const place = row.querySelector(".buttons");
    const wanted = [];
    if (upload.id && upload.status === "failed" && upload.again) wanted.push(["Try again", () => act("POST", `recordings/${upload.id}/again`)]);
    const idle = ["waiting", "done", "failed"].includes(upload.status) || (upload.status === "receiving" && !sending.has(upload.id));
    if (upload.id && idle) wanted.push(["Remove", () => remove(upload.id)]);
    if (!upload.id && upload.status === "failed") wanted.push(["Remove", () => row.remove()]);
    const now = wanted.map(([name]) => name).join();
    if (place.dataset.now === now) return;
    place.dataset.now = now;
    place.replaceChildren(
      ...wanted.map(([name, does]) => {
        const button = make("button", "plain", name);
        button.type = "button";
        button.setAttribute("aria-label", `${name}: ${upload.name}`);
        button.addEventListener("click", does);
        return button;
      }),
    );
  }

  async function act(method, path) {
    try {
      const upload = await api(method, path);
      if (upload) show(upload);
      look(0);
    } catch (error) {
      told.textContent = error.message;
    }
  }

  async function remove(id) {
    try {
      await api("DELETE", `recordings/${id}`);
      items.get(id)?.row.remove();
      items.delete(id);
      count();
    } catch (error) {
      told.textContent = error.message;
    }
  }

  function show(upload, quiet = false) {
    const item = items.get(upload.id);
    if (item && JSON.stringify(upload) === item.last) return;
    const row = item?.row ?? draw(upload.id, upload);
    if (item) update(row, upload);
    else list.append(row);
    if (item && item.state !== "done" && upload.status === "done" && !quiet) drawn = 0;
    items.set(upload.id, { row, state: upload.status, last: JSON.stringify(upload) });
    queue.hidden = false;
  }

  function count() {
    const rows = [...list.children];
    const [done, failed] = ["done", "failed"].map((state) => rows.filter((row) => row.className === state).length);
    const broken = rows.filter((row) => row.className === "receiving" && !sending.has(Number(row.dataset.id))).length;
    const rest = rows.length - done - failed - broken;
    queue.hidden = !rows.length;
    if (!rows.length) return;
    const parts = [rest ? `${done} of ${rows.length} scored` : `${done} scored`];
    if (failed) parts.push(`${failed} could not be`);
    if (broken) parts.push(`${broken} broken off`);
    told.textContent = `${parts.join(", ")}.`;
  }

  // Watching

  async function look(pause) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      let rest = 1;
      try {
        const { recordings } = await api("GET", "recordings");
        const open = recordings.filter((upload) => OPEN.has(upload.status)).reverse();
        const rested = recordings.filter((upload) => !OPEN.has(upload.status));
        for (const upload of [...open, ...rested]) if (!sending.has(upload.id)) show(upload);
        rest = [...items.values()].filter((item) => ["waiting", "working"].includes(item.state)).length;
        if (items.size) count();
        if (!drawn) await refresh();
      } catch (error) {
        told.textContent = error instanceof Refusal ? error.message : "The server does not answer just now; what was sent is safe.";
      }
      if (rest) look(document.hidden ? 5000 : 1200);
    }, pause);
  }

  // Put the messages that were scored meanwhile into the list below.
  async function refresh() {
    drawn = 1;
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [here, there] = [document, fresh].map((one) => one.querySelector("section[aria-labelledby=messages-title]"));
    if (there && !here.contains(document.activeElement)) here.replaceWith(there);
    const [next, newer] = [document, fresh].map((one) => one.querySelector("section.next"));
    if (newer) next ? next.replaceWith(newer) : part.after(newer);
  }

  const input = part.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      part.classList.toggle("over", name === "dragover");
      if (name === "drop") add(event.dataTransfer.files);
    });
  }
  window.addEventListener("dragleave", () => part.classList.remove("over"));
  part.querySelector(".clear").addEventListener("click", async () => {
    for (const [id, item] of [...items]) if (["done", "failed"].includes(item.state)) await remove(id);
    for (const row of list.querySelectorAll("li.failed:not([data-id])")) row.remove();
    count();
    document.querySelector(".progress-of").focus();
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending.size || files.length) event.preventDefault();
  });
  drawn = 1;
  look(0);
});
