#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds a Debian package of what is committed, in build-deb/. Needs debhelper and dpkg-dev beside the build packages.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n "s/^ *version: '\(.*\)',$/\1/p" meson.build)
folder=build-deb/hatobin-$version
rm -rf build-deb
mkdir -p "$folder"
git archive HEAD | tar -x -C "$folder"
cp -r data/packaging/debian "$folder/debian"
cd "$folder"
dpkg-buildpackage -us -uc -b
ls -l ../*.deb
