"""Proposes lines for src/words/zhuyin.txt: every sentence of the portal that has none yet.

    python3 -m pip install pypinyin
    python3 tests/tools/zhuyin.py            # prints what is missing, to be read and pasted
    python3 tests/tools/zhuyin.py --write    # rewrites the file in the order of the words

It only proposes. Lines that are there already are kept as they were mended by hand; read each new
one aloud before it goes in.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = [ROOT / "src/words" / table / "zh_tw.rs" for table in (".", "back", "attendant")]
FILE = ROOT / "src/words/zhuyin.txt"

MARKS = "˙ˊˇˋ"
# Where Taiwan's standard differs from what pypinyin knows; and the dictionary's tones for 一 and 不,
# as textbooks print them.
TAIWAN = {
    "一": "ㄧ", "不": "ㄅㄨˋ", "和": "ㄏㄢˋ", "期": "ㄑㄧˊ", "息": "ㄒㄧˊ", "識": "ㄕˋ", "暫": "ㄓㄢˋ",
    "法": "ㄈㄚˇ", "播": "ㄅㄛˋ", "括": "ㄍㄨㄚ", "訴": "ㄙㄨˋ", "垃": "ㄌㄜˋ", "圾": "ㄙㄜˋ", "的": "˙ㄉㄜ",
    "了": "˙ㄌㄜ", "嗎": "˙ㄇㄚ", "們": "˙ㄇㄣ", "個": "ㄍㄜˋ", "誰": "ㄕㄟˊ", "還": "ㄏㄞˊ", "都": "ㄉㄡ",
    "這": "ㄓㄜˋ", "那": "ㄋㄚˋ", "哪": "ㄋㄚˇ", "麼": "˙ㄇㄜ", "著": "˙ㄓㄜ", "與": "ㄩˇ", "擊": "ㄐㄧˊ",
    "企": "ㄑㄧˋ", "質": "ㄓˊ", "微": "ㄨㄟˊ", "危": "ㄨㄟˊ", "液": "ㄧㄝˋ", "突": "ㄊㄨˊ", "究": "ㄐㄧㄡˋ",
    "方": "ㄈㄤ", "候": "ㄏㄡˋ", "什": "ㄕㄜˊ", "驟": "ㄗㄡˋ", "伺": "ㄙˋ",
}
# Words in which a character is not read as usual, or not as pypinyin reads it.
PHRASES = {
    "認得": "ㄖㄣˋ ˙ㄉㄜ", "看得": "ㄎㄢˋ ˙ㄉㄜ", "記得": "ㄐㄧˋ ˙ㄉㄜ", "切換": "ㄑㄧㄝ ㄏㄨㄢˋ", "代為": "ㄉㄞˋ ㄨㄟˊ",
    "太長": "ㄊㄞˋ ㄔㄤˊ", "最長": "ㄗㄨㄟˋ ㄔㄤˊ", "回應": "ㄏㄨㄟˊ ㄧㄥˋ", "應用": "ㄧㄥˋ ㄩㄥˋ", "重設": "ㄔㄨㄥˊ ㄕㄜˋ",
    "處理": "ㄔㄨˇ ㄌㄧˇ", "查查": "ㄔㄚˊ ㄔㄚˊ", "變更": "ㄅㄧㄢˋ ㄍㄥ", "更快": "ㄍㄥˋ ㄎㄨㄞˋ", "會兒": "ㄏㄨㄟˇ ㄦˊ",
    "間斷": "ㄐㄧㄢˋ ㄉㄨㄢˋ", "電子": "ㄉㄧㄢˋ ㄗˇ", "盡快": "ㄐㄧㄣˋ ㄎㄨㄞˋ",
}


def is_han(char):
    return "\u3400" <= char <= "\u9fff"


def is_sound(char):
    return "\u3105" <= char <= "\u3129" or char in MARKS


def plain(line):
    """The sentence without its readings: what stands directly behind a Chinese character."""
    out, after_han = "", False
    for char in line:
        if after_han and is_sound(char):
            continue
        after_han = is_han(char)
        out += char
    return out


def sentences():
    seen = []
    for path in WORDS:
        for match in re.finditer(r'\w+:\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            sentence = match.group(1)
            if any(map(is_han, sentence)) and sentence not in seen:
                seen.append(sentence)
    return seen


def propose(sentence):
    from pypinyin import Style, pinyin

    out = ""
    for part in re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", sentence):
        if not is_han(part[0]):
            out += part
            continue
        for char, (sound, *_) in zip(part, pinyin(part, style=Style.BOPOMOFO)):
            sound = "˙" + sound.strip("˙") if "˙" in sound else sound
            out += char + TAIWAN.get(char, sound)
    return mended(out)


def mended(line):
    """The line with the words of PHRASES read as they are written there."""
    for word, sounds in PHRASES.items():
        anything = "".join(f"{char}[\u3105-\u3129{MARKS}]*" for char in word)
        line = re.sub(anything, "".join(map("".join, zip(word, sounds.split()))), line)
    return line


def main():
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    known = {plain(line): line for line in lines}
    if "--write" in sys.argv:
        read = "".join((known.get(sentence) or propose(sentence)) + "\n" for sentence in sentences())
        FILE.write_text(read, encoding="utf-8")
    else:
        for sentence in sentences():
            if sentence not in known:
                print(propose(sentence))


if __name__ == "__main__":
    main()
