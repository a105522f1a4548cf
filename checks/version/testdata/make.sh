#!/usr/bin/env bash
# Makes the programs for Windows beside it: by a compiler that is not Go's, with a
# resource compiler that is not ours, so that the tests read what others write.
#
#   apt-get install gcc-mingw-w64-x86-64 gcc-mingw-w64-i686
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# resource NAME FILEVERSION PRODUCTVERSION FILETEXT PRODUCTTEXT [LANGUAGE CODEPAGE]
resource() {
	cat >"$work/$1.rc" <<RC
#pragma code_page(65001)
1 VERSIONINFO
FILEVERSION $2
PRODUCTVERSION $3
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "${6:-0804}${7:-04b0}"
    BEGIN
      VALUE "CompanyName", "示例软件有限公司"
      VALUE "FileDescription", "收银台"
      VALUE "FileVersion", "$4"
      VALUE "ProductName", "示例收银"
      VALUE "ProductVersion", "$5"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x${6:-0804}, 0x${7:-04b0}
  END
END
RC
}

# link PREFIX OUTPUT [RESOURCE] [FLAG...]: without a library, so that it is small.
link() {
	local prefix=$1 output=$2 name=${3:-} objects=()
	shift $(($# < 3 ? $# : 3))
	printf 'int start(void) { return 0; }\n' >"$work/start.c"
	"$prefix-gcc" -Os -c -o "$work/start.o" "$work/start.c"
	if [ -n "$name" ]; then
		"$prefix-windres" -c 65001 "$work/$name.rc" -o "$work/$name.o"
		objects+=("$work/$name.o")
	fi
	local entry=start
	[ "$prefix" = i686-w64-mingw32 ] && entry=_start
	"$prefix-gcc" -nostdlib -s "$@" -Wl,-e,$entry -Wl,--no-insert-timestamp -Wl,--file-alignment=512 \
		-o "$output" "$work/start.o" "${objects[@]}"
}

readonly wide=x86_64-w64-mingw32 narrow=i686-w64-mingw32
resource till 3,2,1,450 3,2,1,450 "3.2.1.450" "V3.2.1 正式版"
link $wide till.exe till
resource mispos 2,1,10,0 2,1,10,0 "2, 1, 10, 0" "2, 1, 10, 0"
link $narrow mispos32.dll mispos -shared
resource delphi 5,7,0,3312 1,0,0,0 "5.7.0.3312" "1.0.0.0"
link $narrow delphi32.exe delphi
resource words 4,18,0,7 4,18,0,0 "preview" "Winter Edition" 0409 04e4
link $wide words.exe words
link $wide bare.exe
chmod 644 ./*.exe ./*.dll
ls -l ./*.exe ./*.dll
