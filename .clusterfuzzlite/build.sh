#!/bin/bash -eu
# Builds all targets into $OUT, each with its corpus and the dictionary. ClusterFuzzLite runs it in
# its image, which sets SRC and OUT (and, by RUSTUP_TOOLCHAIN, which nightly); it runs elsewhere too.
cd "$SRC/tencentcloud-response"

# Theirs, if they have one; else ours.
toolchain=${RUSTUP_TOOLCHAIN:-nightly}
cargo "+$toolchain" fuzz build --release --debug-assertions --sanitizer "${SANITIZER:-address}"

host=$(rustc "+$toolchain" -vV | sed -n 's/^host: //p')
built=${CARGO_TARGET_DIR:-$PWD/fuzz/target}/$host/release
for target in $(cargo "+$toolchain" fuzz list); do
  cp "$built/$target" "$OUT/"
  cp fuzz/dictionary "$OUT/$target.dict"
  printf '[libfuzzer]\nmax_len = 4096\ntimeout = 10\n' >"$OUT/$target.options"
  inputs=$(fuzz/inputs "$target")
  # By checksum: inputs of several folders may have the same name.
  # shellcheck disable=SC2086 # folders without spaces
  python3 - "$OUT/${target}_seed_corpus.zip" $inputs <<'END'
import hashlib, pathlib, sys, zipfile

with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as corpus:
    files = {}
    for folder in sys.argv[2:]:
        for path in pathlib.Path(folder).iterdir():
            files[hashlib.sha1(path.read_bytes()).hexdigest()] = path
    for name, path in sorted(files.items()):
        corpus.write(path, name)
END
done
