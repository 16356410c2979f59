#!/usr/bin/python3
"""Reads a snapshot with nothing but python3-zstandard and json, as its users will.

    read_snapshot.py SNAPSHOT          checks every file, prints what was found as one JSON object
    read_snapshot.py --numbers FILE…   prints the members of meta whose values are numbers or booleans in some document

Shares no code with what wrote the files. Faults are listed, not raised: the caller decides.
"""
import hashlib
import json
import os
import sys

import zstandard

WINDOW = 1 << 27
SHOWN = 20  # faults listed; all are counted


def one_frame(path):
    """Bytes that a one-shot decompressor sees: it stops, without a word, at the end of the first frame."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            yield decompressor.decompress(chunk)
            if decompressor.eof:
                rest = decompressor.unused_data + file.read(1)
                if rest:
                    raise ValueError("something follows the first zstd frame")
                return
    raise ValueError("the zstd frame does not end")


def streamed_lines(path):
    """Lines as a streaming reader sees them, over all frames; the last one may lack its line feed."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    rest = b""
    with open(path, "rb") as file, decompressor.stream_reader(file, read_across_frames=True) as stream:
        while chunk := stream.read(1 << 20):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
    if rest:
        yield rest


def fault_of(line, ids):
    """Why a line is not a document as promised, or None."""
    if not line.strip():
        return "blank line"
    try:
        text = line.decode("utf-8")
        document = json.loads(text)
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return "lone surrogate"
    except ValueError as error:
        return f"not JSON in UTF-8: {error}"
    if not isinstance(document, dict) or list(document) != ["text", "meta"]:
        return "not an object of text and meta"
    if not isinstance(document["text"], str) or not document["text"] or not isinstance(document["meta"], dict):
        return "text is no string, is empty, or meta is no object"
    own = document["meta"].get("spichlerz")
    if not isinstance(own, dict) or not isinstance(own.get("id"), str):
        return "no meta.spichlerz.id"
    if own["id"] in ids:
        return f"id {own['id']} occurs twice"
    ids.add(own["id"])
    return None


def numbers(paths):
    """Members of meta with numbers or booleans; lm_dataformat's users read them as columns."""
    names = set()
    for path in paths:
        for line in streamed_lines(path):
            try:
                meta = json.loads(line).get("meta")
            except (ValueError, AttributeError):
                continue
            if isinstance(meta, dict):
                names |= {name for name, value in meta.items() if isinstance(value, (bool, int, float))}
    return sorted(names)


def check_data(folder, name, ids, faults):
    path = os.path.join(folder, name + ".jsonl.zst")
    with open(path, "rb") as file:
        window = zstandard.get_frame_parameters(file.read(64)).window_size
    if window > WINDOW:
        faults.append(f"{name}: zstd window of {window} bytes")
    try:
        one_shot = sum(chunk.count(b"\n") for chunk in one_frame(path))
    except (ValueError, zstandard.ZstdError) as error:
        one_shot = -1
        faults.append(f"{name}: {error}")
    documents = 0
    for number, line in enumerate(streamed_lines(path), start=1):
        documents += 1
        fault = fault_of(line, ids)
        if fault:
            faults.append(f"{name}, line {number}: {fault}")
    if one_shot not in (-1, documents):
        faults.append(f"{name}: one-shot readers see {one_shot} of {documents} documents")
    return documents


def check_manifest(folder, name, documents, faults):
    with open(os.path.join(folder, name + ".manifest"), encoding="ascii") as file:
        manifest = json.load(file)
    size = os.path.getsize(os.path.join(folder, name + ".jsonl.zst"))
    if manifest["name"] != name:
        faults.append(f"{name}: the manifest calls it {manifest['name']}")
    if manifest["file_size"] != size:
        faults.append(f"{name}: file_size {manifest['file_size']}, but there are {size} bytes")
    if manifest["stats"]["documents"] != documents:
        faults.append(f"{name}: stats.documents {manifest['stats']['documents']}, but there are {documents}")


def check_sample(folder, name, documents, ids, faults):
    with open(os.path.join(folder, name + ".sample"), encoding="ascii") as file:
        sample = json.load(file)
    if not 0 < len(sample) <= documents or any(document["meta"]["spichlerz"]["id"] not in ids for document in sample):
        faults.append(f"{name}: the sample is empty or holds documents that are not in the data")


def check_sums(folder, faults):
    listed = set()
    with open(os.path.join(folder, "SHA256SUMS"), encoding="utf-8") as sums:
        for line in sums.read().splitlines():
            digest, name = line.split("  ", 1)
            listed.add(name)
            with open(os.path.join(folder, name), "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    faults.append(f"{name}: SHA256SUMS has another sum")
    strangers = set(os.listdir(folder)) - listed - {"SHA256SUMS", "snapshot.json"}
    faults.extend(f"{name}: not in SHA256SUMS" for name in sorted(strangers))
    return len(listed)


def main(folder):
    faults, ids, datasets = [], set(), {}
    with open(os.path.join(folder, "speakleash.json"), encoding="ascii") as file:
        structure = [entry["name"] for entry in json.load(file)]
    for name in structure:
        datasets[name] = check_data(folder, name, ids, faults)
        check_manifest(folder, name, datasets[name], faults)
        check_sample(folder, name, datasets[name], ids, faults)
    on_disk = sorted(file[: -len(".jsonl.zst")] for file in os.listdir(folder) if file.endswith(".jsonl.zst"))
    if sorted(structure) != on_disk:
        faults.append(f"speakleash.json lists {structure}, the folder holds {on_disk}")
    files = check_sums(folder, faults)
    columns = numbers(os.path.join(folder, name + ".jsonl.zst") for name in structure)
    print(json.dumps({"datasets": datasets, "documents": len(ids), "files": files, "numbers": columns, "fault_count": len(faults), "faults": faults[:SHOWN]}))


if sys.argv[1] == "--numbers":
    print(json.dumps(numbers(sys.argv[2:])))
else:
    main(sys.argv[1])
