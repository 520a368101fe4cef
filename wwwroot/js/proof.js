// Checks an entry of the audit trail in the reader's browser: what the server says is worked out again here, from the entry to the signature.
// The browser remembers the key and the last checkpoint that it saw, so that a server which shows another history later is found out.

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
const utf8 = text => new TextEncoder().encode(text);

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

const leafHash = bytes => sha256(new Uint8Array([0]), bytes);
const nodeHash = (left, right) => sha256(new Uint8Array([1]), left, right);

// RFC 8785: JSON.stringify writes texts and whole numbers as it asks; an entry holds nothing else.
function canonical(entry) {
  return utf8(`{${Object.keys(entry).sort().map(name => `${JSON.stringify(name)}:${JSON.stringify(entry[name])}`).join(",")}}`);
}

// RFC 9162, 2.1.3.2.
async function rootOf(hash, index, size, proof) {
  let at = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) {
      return null;
    }
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

// RFC 9162, 2.1.4.2.
async function isConsistent(first, firstRoot, size, root, proof) {
  if (first === size) {
    return proof.length === 0 && same(firstRoot, root);
  }
  const isPower = Number.isInteger(Math.log2(first));
  const path = isPower ? [firstRoot, ...proof] : proof;
  let at = first - 1;
  let last = size - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  if (path.length === 0) {
    return false;
  }
  let before = path[0];
  let now = path[0];
  for (const sibling of path.slice(1)) {
    if (last === 0) {
      return false;
    }
    if (at % 2 === 1 || at === last) {
      before = await nodeHash(sibling, before);
      now = await nodeHash(sibling, now);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      now = await nodeHash(now, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(before, firstRoot) && same(now, root);
}

function readNote(note) {
  const border = note.indexOf("\n\n");
  const text = note.slice(0, border + 1);
  const [origin, size, root] = text.split("\n");
  const signatures = note.slice(border + 2).trimEnd().split("\n").map(line => /^\u2014 (\S+) (\S+)$/.exec(line)).filter(found => found !== null);
  return { text, origin, size: Number(size), root: bytesOf(root), signatures: signatures.map(([, name, encoded]) => ({ name, bytes: bytesOf(encoded) })) };
}

async function isSigned(note, key) {
  const [name, id, encoded] = [key.slice(0, key.indexOf("+")), ...key.slice(key.indexOf("+") + 1).split(/\+(.*)/s)];
  const publicKey = bytesOf(encoded).slice(1);
  const signature = note.signatures.find(s => s.name === name && hex(s.bytes.slice(0, 4)) === id);
  if (!signature || note.origin !== name) {
    return false;
  }
  const imported = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature.bytes.slice(4), utf8(note.text));
}

async function ask(path) {
  const answer = await fetch(`/api/v1/audit/${path}`);
  if (!answer.ok) {
    throw new Error((await answer.json().catch(() => null))?.detail ?? `The server answered ${answer.status}.`);
  }
  return answer.json();
}

// What this browser saw last of the record; another key or a history that does not follow from it is reported, not forgotten.
async function compareWithMemory(note, keys) {
  const place = "gov-audit";
  const known = JSON.parse(localStorage.getItem(place) ?? "null");
  if (known && known.key !== keys.key && !keys.earlier.includes(known.key)) {
    return `The key is not the one that this browser saw before: ${known.key}.`;
  }
  if (known) {
    const [small, large] = known.size <= note.size ? [known, { size: note.size, root: note.root }] : [{ size: note.size, root: note.root }, known];
    const [from, to] = [small, large].map(state => ({ size: state.size, root: typeof state.root === "string" ? bytesOf(state.root) : state.root }));
    const { proof } = await ask(`consistency?from=${from.size}&to=${to.size}`);
    if (!await isConsistent(from.size, from.root, to.size, to.root, proof.map(bytesOf))) {
      return `The record of ${to.size} entries does not begin with the ${from.size} entries that this browser saw before.`;
    }
  }
  if (!known || known.size < note.size) {
    localStorage.setItem(place, JSON.stringify({ key: keys.key, size: note.size, root: btoa(String.fromCharCode(...note.root)) }));
  }
  return null;
}

async function agrees(digest, text) {
  return digest === null ? text === null : text !== null && hex(await sha256(utf8(text))) === digest;
}

async function problem(sequence) {
  const [proof, keys] = await Promise.all([ask(`proof/${sequence}`), ask("key")]);
  const note = readNote(proof.checkpoint);
  if (proof.entry.sequence !== sequence) {
    return "The server sent another entry.";
  }
  if (!await agrees(proof.entry.beforeDigest, proof.before) || !await agrees(proof.entry.afterDigest, proof.after)) {
    return "The texts before and after are not those that were recorded.";
  }
  const root = await rootOf(await leafHash(canonical(proof.entry)), sequence - 1, note.size, proof.proof.map(bytesOf));
  if (root === null || !same(root, note.root)) {
    return "The entry is not the one that the checkpoint covers.";
  }
  if (!await isSigned(note, keys.key)) {
    return "The checkpoint is not signed with the record's key.";
  }
  return await compareWithMemory(note, keys);
}

/** Checks an entry; tells in `output` what came of it. */
export async function verify(sequence, output) {
  output.dataset.state = "running";
  output.textContent = "Verifying…";
  try {
    if (!globalThis.crypto?.subtle) {
      throw new Error("This browser works hashes out only on pages that come over HTTPS or from this machine.");
    }
    const found = await problem(sequence);
    output.dataset.state = found === null ? "good" : "bad";
    output.textContent = found ?? "This entry is in the signed record, unchanged; the record goes on from what this browser saw before.";
  } catch (error) {
    output.dataset.state = "unknown";
    output.textContent = `Could not be verified. ${error.message}`;
  }
}
