package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeTemporaryAudit makes the keys of an audit trail that is gone when its folder is, and says where everything is.
func writeTemporaryAudit(folder string) (auditConfig, error) {
	in := func(name string) string { return filepath.Join(folder, name) }
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails: crypto/rand ends the program first
	line := fmt.Sprintf("temporary %s\n", base64.StdEncoding.EncodeToString(key[:]))
	a := auditConfig{File: in("audit.db"), KeysFile: in("audit.keys"), HeadFile: in("audit.head"), Chain: "temporary"}
	if err := os.WriteFile(a.KeysFile, []byte(line), 0o600); err != nil {
		return auditConfig{}, errors.New("the keys of the temporary audit trail can't be written")
	}
	return a, nil
}
