#!/bin/sh
# What the tests need from the system: a browser, the offline voice, an office that opens what we write, with a font as
# wide as Times New Roman that has every Vietnamese letter, and the font of most phones. Installs only what is missing.
set -eu
missing=""
command -v chromium-headless-shell >/dev/null 2>&1 || missing="$missing chromium-headless-shell"
command -v espeak-ng >/dev/null 2>&1 || missing="$missing espeak-ng"
command -v lowriter >/dev/null 2>&1 || missing="$missing libreoffice-writer"
command -v localc >/dev/null 2>&1 || missing="$missing libreoffice-calc"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v fc-list >/dev/null 2>&1 || missing="$missing fontconfig"
font="yes"
fc-list ":charset=1a1 1ed9" family 2>/dev/null | grep -q "Liberation Serif" || font=""
fc-list family 2>/dev/null | grep -q "Roboto" || missing="$missing fonts-roboto-unhinted"
[ -z "$missing" ] && [ -n "$font" ] && exit 0
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "Installing${missing:- a font} …"
$as_root apt-get update -qq
if [ -z "$font" ]; then # version 1 of the font, which older systems have under the plain name, lacks ơ and ư
	if apt-cache show fonts-liberation2 >/dev/null 2>&1; then missing="$missing fonts-liberation2"; else missing="$missing fonts-liberation"; fi
fi
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
