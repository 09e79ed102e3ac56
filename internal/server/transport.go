package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/record"
)

// The media types of GraphQL over HTTP.
const (
	typeResponse = "application/graphql-response+json"
	typeJSON     = "application/json"
	typeEvents   = "text/event-stream"
)

// ServeHTTP answers one GraphQL request, sent by POST as JSON. There is no GET: variables would put NHS numbers into
// URLs and so into the logs of everything between. A JSON body also keeps other sites' forms out (CSRF).
// Source: the GraphQL-over-HTTP specification, draft of 2025.
func (h *graphqlHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	accepted, ok := negotiate(r.Header.Values("Accept"))
	mediaType := accepted.mediaType
	if !ok {
		h.refuse(w, r, typeJSON, http.StatusNotAcceptable, "The answer can be "+typeResponse+", "+typeJSON+" or "+typeEvents+"; none of them is accepted.")
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		h.refuse(w, r, mediaType, http.StatusMethodNotAllowed, "GraphQL requests are sent by POST, so that no NHS number stands in a URL.")
		return
	}
	r, ok = h.admit(w, r, mediaType)
	if !ok {
		return
	}
	if t, params, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != typeJSON || !utf8Charset(params["charset"]) {
		h.refuse(w, r, mediaType, http.StatusUnsupportedMediaType, "The request must be "+typeJSON+" in UTF-8.")
		return
	}
	params, status, problem := h.read(w, r)
	if problem != "" {
		h.refuse(w, r, mediaType, status, problem)
		return
	}
	h.execute(w, r, accepted, params)
}

// utf8Charset tells whether a charset is UTF-8, which is also what a missing one means.
func utf8Charset(c string) bool {
	return c == "" || strings.EqualFold(c, "utf-8") || strings.EqualFold(c, "utf8")
}

// accepted is what a caller takes.
type accepted struct {
	// mediaType is that of an answer in one piece; where only events are accepted, that of what is refused before any.
	mediaType string
	// events tells that server-sent events are accepted, eventsOnly that nothing else is.
	events, eventsOnly bool
}

// negotiate chooses the answer's media type by the Accept header; without one it is application/json, as the
// specification has it for older clients.
func negotiate(accept []string) (accepted, bool) {
	ranges := strings.Split(strings.Join(accept, ","), ",")
	best, quality := "", 0.0
	var events bool
	for _, item := range ranges {
		t, params, err := mime.ParseMediaType(strings.TrimSpace(item))
		if err != nil {
			continue
		}
		q := 1.0
		if v, err := strconv.ParseFloat(params["q"], 64); err == nil {
			q = v
		}
		offer := ""
		switch t {
		case typeResponse:
			offer = typeResponse
		case typeJSON, "application/*", "*/*":
			offer = typeJSON
		case typeEvents:
			events = events || q > 0
		}
		if offer != "" && utf8Charset(params["charset"]) && (q > quality || q == quality && q > 0 && offer == typeResponse) {
			best, quality = offer, q
		}
	}
	if best == "" && strings.TrimSpace(strings.Join(accept, "")) == "" {
		return accepted{mediaType: typeJSON}, true
	}
	if best == "" {
		return accepted{mediaType: typeResponse, events: events, eventsOnly: true}, events
	}
	return accepted{mediaType: best, events: events}, true
}

// read reads a request's body. What it says of a bad one never repeats it.
func (h *graphqlHandler) read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, string) {
	start := graphql.Now()
	var body []byte
	err := readInTime(w, h.config.Wire.Body, func() (err error) {
		body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, h.config.Limits.Body))
		return err
	})
	var tooLarge *http.MaxBytesError
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, http.StatusRequestTimeout, "The request did not arrive in time."
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge, "The request is larger than " + strconv.FormatInt(h.config.Limits.Body, 10) + " bytes."
	case err != nil:
		return nil, http.StatusBadRequest, "The request could not be read."
	}
	params, problem := parse(body)
	if problem != "" {
		return nil, http.StatusBadRequest, problem
	}
	params.Headers = r.Header
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	return params, 0, ""
}

func parse(body []byte) (*graphql.RawParams, string) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, "The request must be one JSON object."
	}
	params := &graphql.RawParams{}
	for _, f := range []struct {
		name, want string
		into       any
	}{
		{"query", "a string", &params.Query},
		{"operationName", "a string", &params.OperationName},
		{"variables", "an object", &params.Variables},
		{"extensions", "an object", &params.Extensions},
	} {
		raw, ok := fields[f.name]
		if !ok || string(raw) == "null" {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if d.Decode(f.into) != nil {
			return nil, `"` + f.name + `" must be ` + f.want + "."
		}
	}
	if params.Query == "" {
		return nil, `"query" is missing.`
	}
	return params, ""
}

// maxProblems is how many faults of one query are told: a long wrong query would get a longer answer.
const maxProblems = 20

// execute runs an operation when it is its turn, and writes its answer.
func (h *graphqlHandler) execute(w http.ResponseWriter, r *http.Request, a accepted, params *graphql.RawParams) {
	if !h.throttle.admission.enter(r.Context()) {
		h.tooMuchToDo(w, r, a.mediaType)
		return
	}
	if status, response := h.run(w, r, a, params); response != nil {
		h.write(w, a.mediaType, status, response) // a client that reads slowly takes nobody's place any more
	}
}

// run runs an operation that was let in, and gives its place back. What is streamed has been written when it returns, and then
// there is no response.
func (h *graphqlHandler) run(w http.ResponseWriter, r *http.Request, a accepted, params *graphql.RawParams) (int, *graphql.Response) {
	defer h.throttle.admission.leave()
	ctx := graphql.StartOperationTrace(r.Context())
	op, problems := h.executor.CreateOperationContext(ctx, params)
	if problems != nil {
		problems = problems[:min(len(problems), maxProblems)]
		return requestErrorStatus(a.mediaType), h.executor.DispatchError(graphql.WithOperationContext(ctx, op), problems)
	}
	people := peopleAsked(op)
	if !h.throttle.crowd.enter(ctx, people) {
		h.tooMuchToDo(w, r, a.mediaType)
		return 0, nil
	}
	defer h.throttle.crowd.leave(people)
	switch {
	case streams(op) && !a.events:
		h.refuse(w, r, a.mediaType, http.StatusNotAcceptable, "A subscription is answered by server-sent events: the request must accept "+typeEvents+".")
		return 0, nil
	case streams(op) || a.eventsOnly:
		h.stream(ctx, w, op)
		return 0, nil
	}
	respond, ctx := h.executor.DispatchOperation(ctx, op)
	return http.StatusOK, respond(ctx)
}

// requestErrorStatus is the status of a request that was well-formed but could not be run: 400 where the media type
// tells GraphQL's own answers from others', else 200, as the specification has it for application/json.
func requestErrorStatus(mediaType string) int {
	if mediaType == typeResponse {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// refuse answers a request that never became an operation.
func (h *graphqlHandler) refuse(w http.ResponseWriter, r *http.Request, mediaType string, status int, sentence string) {
	h.refuseWith(w, r, mediaType, status, record.Errorf(record.CodeBadRequest, "%s", sentence))
}

func (h *graphqlHandler) refuseWith(w http.ResponseWriter, r *http.Request, mediaType string, status int, err error) {
	h.write(w, mediaType, status, &graphql.Response{Errors: gqlerror.List{h.present(r.Context(), err)}})
}

func (h *graphqlHandler) write(w http.ResponseWriter, mediaType string, status int, response *graphql.Response) {
	head, tail := around(response)
	w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(head)+len(response.Data)+len(tail)))
	w.WriteHeader(status)
	writeInTime(w, h.config.Wire.Write)
	for _, part := range [][]byte{head, response.Data, tail} {
		if _, err := w.Write(part); err != nil {
			return // the client has gone
		}
	}
}

// encoded is an answer as JSON, on one line.
func encoded(response *graphql.Response) []byte {
	head, tail := around(response)
	return slices.Concat(head, response.Data, tail)
}

// around is what stands before and after an answer's data. The data is JSON already, and reading or copying it once more to
// embed it would cost more than all the rest.
func around(response *graphql.Response) (head, tail []byte) {
	var out bytes.Buffer
	out.WriteByte('{')
	if len(response.Errors) > 0 {
		problems, err := json.Marshal(response.Errors)
		if err != nil {
			problems = []byte(`[{"message":"internal error"}]`)
		}
		out.WriteString(`"errors":`)
		out.Write(problems)
	}
	if response.Data != nil {
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		out.WriteString(`"data":`)
	}
	return out.Bytes(), []byte("}")
}
