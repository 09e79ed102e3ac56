package hie

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestS26_ATokenOfAnExchangeIsInNoFormOfPrinting(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nel.token")
	if err := os.WriteFile(file, []byte("marked-secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	held := &tokenFile{name: file, now: time.Now}
	if value, err := held.token(); err != nil || value != "marked-secret" {
		t.Fatal(value, err)
	}
	printed := fmt.Sprintf("%v %+v %#v %s %q %x", held, held, held, held, held, held)
	if strings.Contains(printed, "marked") || strings.Contains(printed, fmt.Sprintf("%x", "marked")) {
		t.Errorf("it prints as %s", printed)
	}
}
