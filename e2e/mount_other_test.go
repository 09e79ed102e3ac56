//go:build unix && !linux

package e2e

import "errors"

func mountSmall(string) error {
	return errors.New("only Linux has a disk in memory that any folder can be")
}
