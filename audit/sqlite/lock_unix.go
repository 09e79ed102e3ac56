//go:build unix

package sqlite

import (
	"errors"
	"os"
	"syscall"

	"github.com/london-care-record/gateway/audit"
)

// lock is an advisory lock, which the system releases when the process ends, however it ends.
type lock struct{ file *os.File }

func takeLock(file, chain string) (*lock, error) {
	f, err := os.OpenFile(lockName(file, chain), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, audit.ErrOtherWriter
		}
		return nil, err
	}
	return &lock{f}, nil
}

func (l *lock) release() error { return l.file.Close() }
