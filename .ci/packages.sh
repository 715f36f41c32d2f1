# Sourced by sim/run, test/run and .ci/run: what each needs from Debian 12, and how it gets there.

# The program: compiler, build tools, libraries; then the broker that --broker starts.
packages_to_build="g++ cmake ninja-build libboost1.81-dev libcli11-dev libfmt-dev libspdlog-dev libpaho-mqtt-dev libmbedtls-dev"
packages_to_run="$packages_to_build mosquitto"
# Its tests: GoogleTest, the broker's command line clients, tshark to read captures with, stunnel as another TLS server, two
# clients of RFC 2217, pytest for the test kit, curl and jq for the lines of docs/, a reader of YAML for the
# examples of docker/, programs that know modems, and QEMU as a board with a modem.
packages_to_test="$packages_to_run libgtest-dev libgmock-dev mosquitto-clients openssl stunnel4 tshark python3-serial python3-pytest gensio-bin curl jq python3-yaml ppp gammu minicom picocom qemu-system-x86"
# The further legs of CI: fuzzing, the checks of form, the package.
packages_for_ci="$packages_to_test clang libclang-rt-14-dev clang-format clang-tidy dpkg-dev"
# The image, where no engine is set up.
packages_for_container="podman buildah crun mmdebstrap netavark aardvark-dns uidmap iptables"

say() { printf '== %s\n' "$*"; }

# install_packages PACKAGE…: those that are missing, by apt-get; sudo only where it is needed.
install_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PRESET [TARGET…]
build() {
  local preset=$1
  shift
  say "building preset $preset"
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
