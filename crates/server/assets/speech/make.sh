#!/bin/sh
# Makes the clips again; see README.md. Needs espeak-ng 1.51 or newer and sox 14.4.
set -eu
cd "$(dirname "$0")"
spoken="$(mktemp)"
trap 'rm -f "$spoken"' EXIT

# clip LANGUAGE DIGIT VOICE SPEED WORD: one word, without the silence around it, at 8 kHz.
clip() {
    mkdir -p "$1"
    espeak-ng -v "$3" -s "$4" -p 60 -w "$spoken" "$5"
    sox -D "$spoken" -t raw -r 8000 -e unsigned-integer -b 8 -c 1 "$1/$2.u8" \
        gain -4 highpass 150 norm -1.5 silence 1 0.005 0.8% fade t 0.004 \
        reverse silence 1 0.005 0.8% fade t 0.02 reverse
}

digit=0
for word in ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3; do
    clip zh "$digit" cmn-latn-pinyin 125 "$word"
    digit=$((digit + 1))
done

digit=0
for word in zero one two three four five six seven eight nine; do
    clip en "$digit" en-us 175 "$word"
    digit=$((digit + 1))
done
