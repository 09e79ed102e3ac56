package audit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// headFile keeps the chain's head outside the store: whoever puts back an older copy of the store, head and all, is
// found by it. It is one line of fixed length, so that one write replaces it.
type headFile struct {
	file *os.File
}

// headLine is the length of the file: less than a sector, which disks write whole.
const headLine = 448

// openHeadFile opens or makes the file.
func openHeadFile(name string) (*headFile, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return &headFile{file: f}, nil
}

// write replaces the head. It does not wait for the disk, because the entries themselves do: after a power cut, the file
// may be behind the store, and never before it.
func (f *headFile) write(h Head) error {
	line := formatHead(h)
	if len(line) >= headLine {
		return errors.New("the chain's name is too long for the head file")
	}
	padded := line + strings.Repeat(" ", headLine-len(line)-1) + "\n"
	_, err := f.file.WriteAt([]byte(padded), 0)
	return err
}

func (f *headFile) close() error {
	return errors.Join(f.file.Sync(), f.file.Close())
}

// formatHead writes a head as words: chain, seq, hash, key, signature.
func formatHead(h Head) string {
	b64 := base64.RawURLEncoding.EncodeToString
	return fmt.Sprintf("head %s %d %s %s %s", b64([]byte(h.Chain)), h.Seq, b64(h.Hash), h.Key, b64(h.Sign))
}

var errHeadFile = errors.New("the head file can't be read: it must hold what the gateway wrote")

// ReadHeads reads the heads of a head file, or of several of them put together. An empty file holds none.
func ReadHeads(name string) ([]Head, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var heads []Head
	for line := range strings.Lines(string(b)) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		h, err := parseHead(strings.Fields(line))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		heads = append(heads, h)
	}
	return heads, nil
}

func parseHead(words []string) (Head, error) {
	if len(words) != 6 || words[0] != "head" {
		return Head{}, errHeadFile
	}
	chain, err1 := base64.RawURLEncoding.DecodeString(words[1])
	seq, err2 := strconv.ParseInt(words[2], 10, 64)
	hash, err3 := base64.RawURLEncoding.DecodeString(words[3])
	sign, err4 := base64.RawURLEncoding.DecodeString(words[5])
	if errors.Join(err1, err2, err3, err4) != nil || seq < 1 || len(hash) != hashBytes {
		return Head{}, errHeadFile
	}
	return Head{Chain: string(chain), Seq: seq, Hash: hash, Key: words[4], Sign: sign}, nil
}

// headOf gives the head that a file holds for a chain, if there is a file.
func headOf(name, chain string, ring *Ring) (Head, error) {
	heads, err := ReadHeads(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Head{}, nil
	}
	for _, h := range heads {
		if h.Chain == chain {
			if !h.authentic(ring) {
				return Head{}, fmt.Errorf("%s: the head was changed, or its key is not in the ring", name)
			}
			return h, nil
		}
	}
	return Head{}, err
}
