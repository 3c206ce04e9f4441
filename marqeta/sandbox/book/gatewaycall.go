package book

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
)

// GatewayCall is one question to a program gateway, word by word, and what came of it.
type GatewayCall struct {
	TransactionToken string         `json:"transaction_token"`
	FundingSource    string         `json:"funding_source_token"`
	URL              string         `json:"url"`
	Asked            rest.Time      `json:"asked_time"`
	TimeoutMillis    int64          `json:"timeout_millis"` // after which it was given up
	Request          jsontext.Value `json:"request"`
	Duration         int64          `json:"duration"` // milliseconds
	TimedOut         bool           `json:"timed_out"`
	Failure          string         `json:"failure,omitzero"` // as Commando Mode's criteria name it
	Error            string         `json:"error,omitzero"`
	Response         *GatewayReply  `json:"response,omitzero"`
	Late             *GatewayReply  `json:"late_response,omitzero"` // came after the timeout, and changed nothing
}

// GatewayReply is an answer as it came.
type GatewayReply struct {
	Status   int    `json:"status"`
	Body     string `json:"body"`
	Duration int64  `json:"duration"` // milliseconds
}

// keptReply is how much of an answer is kept, in bytes.
const keptReply = 8 << 10

// NewGatewayReply keeps an answer, or the beginning of one that is large.
func NewGatewayReply(status int, body []byte, duration int64) *GatewayReply {
	return &GatewayReply{Status: status, Body: strings.ToValidUTF8(string(body[:min(len(body), keptReply)]), "\uFFFD"), Duration: duration}
}
