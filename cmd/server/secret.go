package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
)

// readSecret reads a file that holds nothing but a secret. Its errors hold nothing of the content.
func readSecret(file string) (string, error) {
	if err := checkSecret(file); err != nil {
		return "", err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s can't be read", file)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", fmt.Errorf("%s is empty", file)
	}
	return secret, nil
}

// checkSecret refuses a file that everybody on this machine can read. Its group may: that is how secrets are handed to
// containers.
func checkSecret(file string) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s is not there", file)
	case err != nil:
		return fmt.Errorf("%s can't be read", file)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0: // Windows has other rights, which Mode does not tell
		return fmt.Errorf("%s is open to everybody on this machine: chmod o= %s", file, file)
	}
	return nil
}
