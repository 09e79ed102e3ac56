// Package web serves the gateway's explorer: pages to look at a record, the region and the schema, and GraphiQL with a
// question for each user story, built from app/ into dist/ and embedded, so that they work on a machine without a network.
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

// Options say what of the explorer is served.
type Options struct {
	// RecordOnly serves the record room, and no other.
	RecordOnly bool
	// RecordSystems are the origins that the record room may ask beside its own: of the record systems that open it.
	RecordSystems []string
}

// Rooms are the paths of the pages that are served.
func (o Options) Rooms() []string {
	if o.RecordOnly {
		return []string{recordRoom}
	}
	return []string{recordRoom, "/region", "/", "/schema"}
}

// Handler serves the explorer's rooms, each at its name, the playground at /, and their files. Anything else is 404, and any
// method but GET and HEAD is 405. The pages ask for /playground.json and post to /graphql on their own origin: both are the
// caller's to serve. The handler holds no state but compressed copies of its own files, and is safe for concurrent use.
func Handler(o Options) http.Handler {
	root, err := fs.Sub(dist, "dist")
	if err == nil {
		var s *site
		if s, err = newSite(root, o); err == nil {
			return s
		}
	}
	// The files are part of the program: one that cannot be read is a fault of the build.
	panic(fmt.Sprintf("web: embedded build: %v", err))
}
