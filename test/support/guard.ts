/**
 * For `sh -c`: runs a program that ends when the input of the shell ends: on disposal, and when the process of the tests
 * dies in whatever way. The shell lets go of the output, so that the output ends with the program and not with the shell.
 */
export const guard = '"$0" "$@" </dev/null 2>&1 & exec >/dev/null 2>&1; read -r _; kill -KILL $!; wait';
