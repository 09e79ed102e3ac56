package exchange

import "slices"

// Kind describes one kind of fault to people.
type Kind struct {
	Name string `json:"name"`
	// Family is what goes wrong: "none", "connection", "refusal", "paging", "form", "size" or "content".
	Family string `json:"family"`
	// Description is one sentence.
	Description string `json:"description"`
	// DefaultLatencyMs is what latencyMs means where it is not given or 0.
	DefaultLatencyMs int `json:"defaultLatencyMs"`
}

// Kinds are all kinds of fault, in the order in which they are listed to people.
var Kinds = []Kind{
	{None, "none", "The exchange is well.", 0},

	{Slow, "connection", "Every answer takes as long as latencyMs says.", 3000},
	{SlowRecords, "connection", "It says at once who the person is; all else takes as long as latencyMs says.", 3000},
	{Hang, "connection", "Connections are accepted and never answered.", 0},
	{Drip, "connection", "The answer comes in twenty pieces, latencyMs apart.", 200},
	{Down, "connection", "A dead host: every connection is reset without an answer.", 0},
	{ExpiredCert, "connection", "The TLS certificate ran out yesterday; requests by plain HTTP are cut off.", 0},

	{TooMany, "refusal", "Too many requests: status 429, with Retry-After.", 0},
	{Unauthorised, "refusal", "The gateway's credentials are not accepted: status 401.", 0},
	{Forbidden, "refusal", "The gateway may not see this: status 403.", 0},
	{ServerError, "refusal", "Something is broken inside the exchange: status 500.", 0},
	{Unavailable, "refusal", "The exchange is under maintenance: status 503.", 0},

	{CutPage, "paging", "Every first page has a next link, and that leads to an error.", 0},
	{EndlessPages, "paging", "Every page has a next link, for ever.", 0},
	{ForeignPage, "paging", "Next links lead to a server that is not the exchange's.", 0},
	{Redirect, "paging", "Every request is sent on (status 307) to a server that is not the exchange's.", 0},

	{BrokenJSON, "form", "The JSON stops after two thirds, as if that were all.", 0},
	{CutBody, "form", "The connection dies half-way through the answer.", 0},
	{HTML, "form", "A web page that asks to sign in, with status 200.", 0},
	{WrongContent, "form", "The answer is labelled as XML.", 0},
	{DuplicateKeys, "form", "The first entry of a page has a member twice, with two values.", 0},
	{BadUTF8, "form", "The first entry of a page has bytes in it that are not UTF-8.", 0},
	{Deep, "form", "The last entry of a page is nested 10,000 levels deep.", 0},

	{GzipBomb, "size", "Ten megabytes that unpack to ten gigabytes.", 0},
	{EndlessBody, "size", "An answer of one chunk that never ends.", 0},
	{LongString, "size", "The first entry of a page has a text of ten megabytes.", 0},
	{ManyEntries, "size", "Every page holds 100,000 further entries about the patient.", 0},

	{Partial, "content", "Answers say, by an OperationOutcome, that part of the record is missing.", 0},
	{WrongPatient, "content", "Answers begin with somebody else's entries.", 0},
	{WrongType, "content", "Answers hold resources of another type than was asked for.", 0},
	{FalseFresh, "content", "Every answer is that nothing has changed (status 304), about an answer that nobody asked about.", 0},
}

// KindNames are the names of Kinds, in their order.
func KindNames() []string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = k.Name
	}
	return names
}

func kindOf(name string) (Kind, bool) {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return Kinds[i], true
}
