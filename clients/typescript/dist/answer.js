/** An answer that says what went wrong on the way to the gateway. */
export function failure(code, message) {
    return { errors: [{ message, extensions: { code } }] };
}
