#!/bin/sh
# Called by Maven: `build.sh build` makes dist/ when a source is newer than it, `build.sh test` runs the tests.
set -eu
cd "$(dirname "$0")"

needed=20.19.0

fail() {
    echo "console: $1" >&2
    echo "console: install Node.js >= $needed (with npm), or build without the console: -Dconsole.skip" >&2
    exit 1
}

stale() {
    [ ! -f dist/index.html ] || [ -n "$(find src public index.html package.json package-lock.json .npmrc vite.config.ts \
        tsconfig.json -newer dist/index.html -print 2>/dev/null | head -n 1)" ]
}

need_node() {
    command -v node >/dev/null 2>&1 || fail "Node.js is not installed or not on the PATH"
    command -v npm >/dev/null 2>&1 || fail "npm is not installed or not on the PATH"
    node -e 'const [have, need] = process.argv.slice(1).map((v) => v.split(".").map(Number))
        process.exit(have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1]) ? 0 : 1)' \
        "$(node -p process.versions.node)" "$needed" || fail "Node.js $(node -v) is too old"
}

install() {
    if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
        npm ci --loglevel=error
        touch node_modules/.package-lock.json
    fi
}

case "${1:-}" in
    build)
        if ! stale; then
            echo "console: dist is newer than its sources, nothing to build"
            exit 0
        fi
        need_node
        install
        npm run --silent build -- --logLevel warn
        # file names carry hashes: without this, every older build would stay in the jar
        rm -rf ../target/classes/META-INF/resources
        ;;
    test)
        need_node
        install
        npm test --silent
        ;;
    *)
        echo "usage: build.sh build|test" >&2
        exit 2
        ;;
esac
