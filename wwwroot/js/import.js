// Sends an export to the API as one streamed request, with progress: a browser's circuit is no road for 200 MB.
// Several files travel as one ZIP (stored, not compressed), made of the files themselves without reading them into memory.

const table = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) {
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return c;
});

async function checksum(file) {
  let crc = 0xffffffff;
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return (crc ^ 0xffffffff) >>> 0;
    }
    for (let i = 0; i < value.length; i++) {
      crc = table[(crc ^ value[i]) & 0xff] ^ (crc >>> 8);
    }
  }
}

function record(size, ...fields) {
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 4) {
      view.setUint32(at, value, true);
    } else {
      view.setUint16(at, value, true);
    }
    at += bytes;
  }
  return view;
}

async function asZip(files) {
  const utf8 = 0x0800;
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    const crc = await checksum(file);
    const common = [[2, 20], [2, utf8], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, file.size], [4, file.size], [2, name.length], [2, 0]];
    parts.push(record(30, [4, 0x04034b50], ...common), name, file);
    directory.push(record(46, [4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    offset += 30 + name.length + file.size;
  }
  const length = directory.reduce((sum, part) => sum + part.byteLength, 0);
  parts.push(...directory, record(22, [4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, length], [4, offset], [2, 0]));
  return new Blob(parts, { type: "application/zip" });
}

function problemOf(request) {
  try {
    const problem = JSON.parse(request.responseText);
    const fields = Object.values(problem.errors ?? {}).flat();
    return [problem.title, problem.detail, ...fields].filter(Boolean).join(" ");
  } catch {
    return request.status === 413
      ? "The file is larger than this portal takes. An administrator can raise Ingest:MaxBodyBytes."
      : `The portal answered ${request.status || "nothing"}. Nothing was imported.`;
  }
}

/** Watches a drop area; returns what the page calls. */
export function open(area, page) {
  const input = area.querySelector("input[type=file]");
  let chosen = [];
  let request = null;

  function choose(files) {
    chosen = [...files];
    page.invokeMethodAsync("Chosen", chosen.map(file => ({ name: file.name, size: file.size })));
  }

  const onChange = () => choose(input.files);
  const onOver = event => {
    event.preventDefault();
    area.classList.add("over");
  };
  const onLeave = () => area.classList.remove("over");
  const onDrop = event => {
    event.preventDefault();
    area.classList.remove("over");
    choose(event.dataTransfer.files);
  };
  input.addEventListener("change", onChange);
  area.addEventListener("dragover", onOver);
  area.addEventListener("dragleave", onLeave);
  area.addEventListener("drop", onDrop);

  return {
    /** Sends the chosen files to the source with this id; without an id a new source of this name is made first. */
    async send(source, name) {
      let id = source;
      if (!id) {
        const made = await fetch("/api/v1/sources", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ name, platform: "aws" }),
        });
        const text = await made.text();
        if (!made.ok) {
          await page.invokeMethodAsync("Refused", problemOf({ status: made.status, responseText: text }));
          return;
        }
        id = JSON.parse(text).id;
        // From now on it is there, whatever becomes of the file.
        await page.invokeMethodAsync("Made", id);
      }
      const isOne = chosen.length === 1;
      const body = isOne ? chosen[0] : await asZip(chosen);
      const lower = isOne ? chosen[0].name.toLowerCase() : "files.zip";
      request = new XMLHttpRequest();
      const current = request;
      let said = 0;
      current.upload.addEventListener("progress", event => {
        const now = performance.now();
        if (event.lengthComputable && (now - said > 150 || event.loaded === event.total)) {
          said = now;
          page.invokeMethodAsync("Sent", event.loaded, event.total);
        }
      });
      current.addEventListener("load", () => {
        if (current.status >= 200 && current.status < 300) {
          // Done with here and now: a call from the server later could take away what the person chose in the meantime.
          chosen = [];
          input.value = "";
          page.invokeMethodAsync("Accepted", JSON.parse(current.responseText).operationId);
        } else {
          page.invokeMethodAsync("Refused", problemOf(current));
        }
      });
      current.addEventListener("error", () => page.invokeMethodAsync("Refused", "The connection broke while sending. Nothing was imported; send it again."));
      const called = encodeURIComponent((isOne ? chosen[0].name : "the files").slice(0, 200));
      current.open("POST", `/api/v1/sources/${id}/snapshots?name=${called}`);
      current.setRequestHeader("Content-Type", lower.endsWith(".zip") ? "application/zip" : lower.endsWith(".ndjson") || lower.endsWith(".jsonl") ? "application/x-ndjson" : "application/json");
      if (lower.endsWith(".gz")) {
        current.setRequestHeader("Content-Encoding", "gzip");
      }
      current.setRequestHeader("Idempotency-Key", crypto.randomUUID?.() ?? String(Math.random()).slice(2));
      current.send(body);
    },
    cancel() {
      request?.abort();
    },
    async stop(operation) {
      await fetch(`/api/v1/operations/${operation}`, { method: "DELETE" });
    },
    close() {
      request?.abort();
      input.removeEventListener("change", onChange);
      area.removeEventListener("dragover", onOver);
      area.removeEventListener("dragleave", onLeave);
      area.removeEventListener("drop", onDrop);
    },
  };
}
