// Package web serves the gateway's playground: GraphiQL with a question for each user story, built
// from app/ into dist/ and embedded, so that it works on a machine without a network.
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

// Handler serves the playground's page at / and its files below it. Anything else is 404, and any
// method but GET and HEAD is 405. The page asks for /playground.json and posts to /graphql on its
// own origin: both are the caller's to serve. The handler holds no state but compressed copies of
// its own files, and is safe for concurrent use.
func Handler() http.Handler {
	root, err := fs.Sub(dist, "dist")
	if err == nil {
		var s *site
		if s, err = newSite(root); err == nil {
			return s
		}
	}
	// The files are part of the program: one that cannot be read is a fault of the build.
	panic(fmt.Sprintf("web: embedded build: %v", err))
}
