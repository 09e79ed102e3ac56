package optout_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/audit/pgtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := pgtest.EndShared(); err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL did not stop:", err)
		code = 1
	}
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func onPostgres(t *testing.T, now func() time.Time) optout.Register {
	t.Helper()
	register, err := optout.Postgres(t.Context(), pgtest.Shared(t).Database(t), now)
	if err != nil {
		t.Fatal(err)
	}
	return register
}
