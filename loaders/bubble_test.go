package loaders

import (
	"testing"
	"testing/synctest"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/internal/pipes"
)

// inBubble runs a test over a demo region in a synctest bubble: what waits for a moment there, so that others may come,
// waits until nobody else can go on, however busy the machine is.
func inBubble(t *testing.T, test func(*testing.T, *demo.Region, *pipes.Network)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var network pipes.Network
		test(t, demoOf(t, demo.Options{Listen: network.Listen}), &network)
	})
}
