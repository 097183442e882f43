"""Writes the table that NFKC needs, from the Unicode Character Database as python carries it, and cases that check it.

Lines of compatibility.txt: 'code to...' is a full compatibility decomposition; '+ code first second' a primary composite; '! class from to' a range of
combining marks. Hangul is left out, since its rule is arithmetic. Run: python3 make_compatibility.py
"""
import json
import pathlib
import random
import sys
import unicodedata as u

here = pathlib.Path(__file__).parent
table = here.parents[3] / "shared" / "Federated.Tasks" / "Text" / "compatibility.txt"
hangul = range(0xAC00, 0xD7A4)
codes = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and c not in hangul]
lines = [f"# Unicode {u.unidata_version}: https://www.unicode.org/Public/{u.unidata_version}/ucd/UnicodeData.txt, see NOTICE.txt"]
for c in codes:
    to = u.normalize("NFKD", chr(c))
    if to != chr(c):
        lines.append(" ".join([f"{c:X}"] + [f"{ord(x):X}" for x in to]))
for c in codes:
    parts = u.decomposition(chr(c)).split()
    if len(parts) == 2 and not parts[0].startswith("<") and u.normalize("NFC", u.normalize("NFD", chr(c))) == chr(c):
        lines.append(f"+ {c:X} {parts[0]} {parts[1]}")
start = None
for c in codes + [0x110000]:
    k = u.combining(chr(c)) if c < 0x110000 else 0
    if start and (k != start[0] or c != start[2] + 1):
        lines.append(f"! {start[0]} {start[1]:X} {start[2]:X}")
        start = None
    if k:
        start = (k, start[1], c) if start else (k, c, c)
table.write_text("\n".join(lines) + "\n")

random.seed(3)
odd = [c for c in codes if u.normalize("NFKC", chr(c)) != chr(c) or u.combining(chr(c))]
texts = ["Ａ１ ﬁ ｶﾞ é ﹩ ① ㈱ Å ẛ̣ 각 각 ﷺ 𝓗𝓮𝓵𝓵𝓸", "한국어 日本語 ㍿", "a\u0328\u0301\u0301\u0323", ""]
for _ in range(400):
    texts.append("".join(chr(random.choice(odd if random.random() < .7 else codes)) for _ in range(random.randint(1, 8))))
texts += ["".join(chr(random.choice(range(0x1100, 0x11C3))) for _ in range(6)) for _ in range(50)]
texts = [t for t in texts if all(u.category(x) not in ("Cn", "Cs") for x in t)]
json.dump([[t, u.normalize("NFKC", t)] for t in texts], open(here / "compatibility.json", "w"))
print(len(lines), table.stat().st_size, len(texts), u.unidata_version, file=sys.stderr)
