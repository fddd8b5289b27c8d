# Building and the program, for the other scripts, which source this file.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
jar="$home/target/switchboard.jar"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

maven() { mvn -q -B -f "$home/pom.xml" -Dspotless.check.skip=true "$@" >&2; }

# build jar: the program, if a source is newer than the jar.
# build tests: the program's classes and those of the tests; sets class_path.
build() {
  case "$1" in
    jar)
      [[ ! -f "$jar" || -n "$(find "$home/pom.xml" "$home/src/main" -newer "$jar" -print -quit)" ]] || return 0
      echo "building, once..." >&2
      maven -Dmaven.test.skip=true package
      touch "$jar"
      ;;
    tests)
      echo "building..." >&2
      maven test-compile
      maven dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$home/target/test-classpath"
      class_path="$home/target/test-classes:$home/target/classes:$(<"$home/target/test-classpath")"
      ;;
  esac
}

# A node that is out of memory must end, whatever JAVA_OPTS contains, so that it can be restarted.
# shellcheck disable=SC2086 # JAVA_OPTS is a list.
node_options=("-Dlogback.configurationFile=$home/conf/logback.xml" -XX:+UseSerialGC ${JAVA_OPTS:--Xms1g -Xmx1g -Xmn400m}
  -XX:+ExitOnOutOfMemoryError -jar "$jar" serve)
