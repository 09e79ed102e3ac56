package exchange

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// readResource answers [type]/[id] and [type]/[id]/_history/[version]; only the current version is kept.
func (s *Server) readResource(typ string, parts []string, ifNoneMatch string, f Fault) answer {
	r := s.store.Read(typ, parts[1])
	if r == nil {
		return notFound("there is no such resource")
	}
	if f.Kind == WrongPatient && r.Patient != "" {
		own := s.store.ByPatient(r.Patient)
		if others := s.store.Stranger(typ, own)[typ]; len(others) > 0 {
			r = others[0]
		}
	}
	if len(parts) == 4 && parts[3] != strconv.Itoa(r.Version) {
		return notFound("there is no such version")
	}
	tag := fmt.Sprintf(`W/"%d"`, r.Version)
	header := map[string]string{"ETag": tag, "Last-Modified": r.Updated.UTC().Format(http.TimeFormat)}
	if matches(ifNoneMatch, tag) {
		return answer{status: http.StatusNotModified, header: header}
	}
	return answer{status: http.StatusOK, header: header, body: r.JSON}
}

func matches(ifNoneMatch, tag string) bool {
	for part := range strings.SplitSeq(ifNoneMatch, ",") {
		if part = strings.TrimSpace(part); part == tag || part == "*" || "W/"+part == tag {
			return true
		}
	}
	return false
}
