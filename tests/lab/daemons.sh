#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# daemons.sh FOLDER: unpacks the servers of the lab from Debian into FOLDER, with what of theirs this machine lacks.
# Nothing is installed and nothing started. Needs the network once; does nothing where it has been done.
set -eu
folder=${1:?usage: daemons.sh FOLDER}
daemons=(bind9-dnsutils curl dovecot-core dovecot-imapd dovecot-pop3d gnutls-bin knot postfix unbound)

if [ "$(cat "$folder/complete" 2>/dev/null)" = "${daemons[*]}" ]; then
  exit 0
fi
rm -rf "$folder"
mkdir -p "$folder/packages"
folder=$(cd "$folder" && pwd)

# What would be installed with them. Only names of packages are taken from here.
mapfile -t packages < <(apt-get -q -s --no-install-recommends install "${daemons[@]}" | awk '$1 == "Inst" {print $2}')
echo "Unpacking for the lab: $(printf '%s\n' "${daemons[@]}" "${packages[@]}" | sort -u | tr '\n' ' ')"
cd "$folder/packages"
for try in 1 2 3; do
  # shellcheck disable=SC2046
  apt-get -q -o Acquire::Retries=3 -o APT::Sandbox::User=root download $(printf '%s\n' "${daemons[@]}" "${packages[@]}" | sort -u) && break
  [ "$try" -lt 3 ] || exit 1
  sleep $((try * 10))
done
for package in *.deb; do
  dpkg-deb -x "$package" "$folder"
done
cd "$folder"
rm -rf packages
echo "${daemons[*]}" >complete
