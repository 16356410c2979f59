"""Writes canonical.txt, the tables of NfcNormalizer, from this Python's unicodedata: python3.13 canonical.py > canonical.txt

With the argument "checksums": the SHA-256 of what unicodedata makes of many texts, which NfcNormalizerTests expects.
"""
import hashlib
import sys
import unicodedata
from itertools import groupby

POINTS = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xD7A4)  # composed by arithmetic


def name(char):
    return f"{ord(char):04X}"


def ranges(chars):
    for _, run in groupby(enumerate(chars), lambda pair: ord(pair[1]) - pair[0]):
        run = [char for _, char in run]
        yield name(run[0]) if len(run) == 1 else f"{name(run[0])}-{name(run[-1])}"


def lines(kind, words, width=150):
    line = kind
    for word in words:
        if len(line) + len(word) > width:
            yield line
            line = kind
        line += " " + word
    yield line


def tables():
    compose, decompose = {}, []
    for char in POINTS:
        mapping = unicodedata.decomposition(char)
        if not mapping or mapping.startswith("<") or ord(char) in HANGUL:
            continue
        parts = [chr(int(part, 16)) for part in mapping.split()]
        if len(parts) == 2 and unicodedata.normalize("NFC", char) == char:
            compose.setdefault(parts[1], []).append((parts[0], char))
        else:
            decompose.append((char, parts))
    return compose, decompose


def write_tables():
    compose, decompose = tables()
    print(f"# Unicode {unicodedata.unidata_version}: canonical combining classes, primary composites and one-way decompositions.")
    print("# From the Unicode Character Database, © Unicode, Inc., Unicode License V3, https://www.unicode.org/license.txt.")
    print("# class N: characters | compose MARK: BASE=COMPOSITE | decompose CHARACTER=FIRST[+SECOND]; Hangul is arithmetic and not listed.")
    for number in sorted({unicodedata.combining(char) for char in POINTS} - {0}):
        members = [char for char in POINTS if unicodedata.combining(char) == number]
        print(*lines(f"class {number}:", ranges(members)), sep="\n")
    for mark in sorted(compose):
        print(*lines(f"compose {name(mark)}:", (f"{name(base)}={name(char)}" for base, char in compose[mark])), sep="\n")
    print(*lines("decompose:", (f"{name(char)}={'+'.join(map(name, parts))}" for char, parts in decompose)), sep="\n")


def write_checksums():
    compose, _ = tables()
    bases = sorted({base for pairs in compose.values() for base, _ in pairs} | set("xz\u0142"))
    marks = sorted(set(compose) | {char for char in POINTS if unicodedata.combining(char)})
    few = [mark for mark in marks if "\u0300" <= mark < "\u0330"]
    for plane in (0, 1, 2, 14):
        checksum(f"plane {plane}", [char for char in POINTS if ord(char) >> 16 == plane])
    checksum("between letters", (f"z{char}\u0301a" for char in POINTS if ord(char) < 0x30000))
    checksum("base and mark", (base + mark for base in bases for mark in marks))
    checksum("two marks", (mark + other for mark in marks for other in marks))
    checksum("base and two marks", (base + mark + other for base in bases for mark in few for other in few))
    checksum("Hangul", (chr(lead) + chr(vowel) + chr(tail) for lead in range(0x10FF, 0x1114) for vowel in range(0x1160, 0x1177) for tail in range(0x11A6, 0x11C4)))
    checksum("mixed", mixed(bases + marks + list("ab ,")))


def mixed(pool):
    state = 1
    for _ in range(50_000):
        text = ""
        for _ in range(12):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            text += pool[(state >> 33) % len(pool)]
        yield text


def checksum(title, texts):
    hashed = hashlib.sha256()
    for text in texts:
        hashed.update(unicodedata.normalize("NFC", text).encode() + b"\n")
    print(title, hashed.hexdigest())


sys.stdout.reconfigure(encoding="utf-8", newline="\n")
write_checksums() if "checksums" in sys.argv else write_tables()
