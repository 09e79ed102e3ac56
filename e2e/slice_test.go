package e2e

import (
	"flag"
	"math/rand/v2"
	"os"
	"testing"
	"time"
)

// chaosSeed replays a run: every test that rolls dice says which seed it used.
var chaosSeed = flag.Uint64("chaos.seed", 0, "seed of the tests that do things at random moments; 0 means 1, or a new one under GATEWAY_SOAK")

// portion is how much of a long test is run: until so many steps are done and so much time has passed.
type portion struct {
	steps   int
	atLeast time.Duration
}

// enough tells that the portion is done.
func (p portion) enough(step int, begun time.Time) bool {
	return step >= p.steps && time.Since(begun) >= p.atLeast
}

// portionOf gives few steps in a plain `go test`, as many as fit into GATEWAY_SLICE (a time such as 60s) where that is set,
// and all of them under GATEWAY_SOAK.
func portionOf(t *testing.T, few, all int) portion {
	t.Helper()
	if os.Getenv("GATEWAY_SOAK") != "" {
		return portion{steps: all}
	}
	text := os.Getenv("GATEWAY_SLICE")
	if text == "" {
		return portion{steps: few}
	}
	slice, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("GATEWAY_SLICE: %v", err)
	}
	return portion{steps: few, atLeast: slice}
}

// portionSet is what sets the portion, as it is written before a command.
func portionSet() string {
	for _, name := range []string{"GATEWAY_SOAK", "GATEWAY_SLICE"} {
		if value := os.Getenv(name); value != "" {
			return name + "=" + value + " "
		}
	}
	return ""
}

// dice gives the random numbers of a test and says how to get the same ones again.
func dice(t *testing.T) *rand.Rand {
	t.Helper()
	seed := *chaosSeed
	switch {
	case seed != 0:
	case os.Getenv("GATEWAY_SOAK") != "":
		seed = rand.Uint64N(1_000_000) + 1
	default:
		seed = 1
	}
	t.Logf("seed %d; to replay: %sgo test ./e2e -run '^%s$' -timeout 120m -chaos.seed %[1]d", seed, portionSet(), t.Name())
	return rand.New(rand.NewPCG(seed, 4))
}
