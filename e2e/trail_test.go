package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"testing"
	"time"
)

// noted is what the audit trail holds about one request: how many answers left, each person by itself, how many people
// were refused, and how many decisions let something be asked of which nothing left.
type noted struct{ answered, refused, unfinished int }

// trail is the audit trail of a configuration, read as an operator reads it.
type trail struct {
	t      *testing.T
	config string
}

// verify runs `server audit verify`, which must find nothing wrong.
func (a trail) verify() string {
	a.t.Helper()
	out, err := exec.Command(binary(a.t), "audit", "verify", "-config", a.config).CombinedOutput()
	if err != nil {
		a.t.Fatalf("the audit trail does not verify: %v: %s", err, out)
	}
	return string(out)
}

// since runs `server audit export` and gives what is noted from a time on, by request.
func (a trail) since(from time.Time) map[string]noted {
	a.t.Helper()
	all, err := exported(binary(a.t), a.config, from)
	if err != nil {
		a.t.Fatal(err)
	}
	return all
}

func exported(program, config string, from time.Time) (map[string]noted, error) {
	cmd := exec.Command(program, "audit", "export", "-config", config, "-from", from.UTC().Format(time.RFC3339Nano))
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the audit trail can't be exported: %w: %s", err, &complaint)
	}
	all := map[string]noted{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e struct {
			Outcome string
			Entity  []struct {
				Type struct{ Code string }
				What struct{ Identifier struct{ Value string } }
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("an event is no JSON: %w", err)
		}
		for _, about := range e.Entity {
			if about.Type.Code != "XrequestId" {
				continue
			}
			n := all[about.What.Identifier.Value]
			switch e.Outcome {
			case "0":
				n.answered++
			case "8":
				n.refused++
			default:
				n.unfinished++
			}
			all[about.What.Identifier.Value] = n
		}
	}
	return all, lines.Err()
}
