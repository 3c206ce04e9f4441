package certify

import "time"

// Report is what came of a run. It holds no password and no header.
type Report struct {
	Gateway  string    `json:"gateway"` // its address, without a query
	Webhook  string    `json:"webhook,omitzero"`
	Limit    int64     `json:"limit_ms"`
	Currency string    `json:"currency"`
	Began    time.Time `json:"began"`
	Ended    time.Time `json:"ended,omitzero"`
	Results  []Result  `json:"scenarios"`
}

// Outcome is how a scenario ended.
type Outcome string

// The outcomes. Unseen is what nobody can tell from outside the gateway.
const (
	Passed        Outcome = "passed"
	Failed        Outcome = "failed"
	NotApplicable Outcome = "not applicable"
	Unseen        Outcome = "cannot be seen"
)

// Result is what came of one scenario.
type Result struct {
	Number    int        `json:"number"`
	Title     string     `json:"title"`
	Outcome   Outcome    `json:"outcome"`
	Verdict   string     `json:"verdict"`         // in words
	Notes     []string   `json:"notes,omitempty"` // what was not looked at, and why
	Checks    []Check    `json:"checks"`
	Exchanges []Exchange `json:"exchanges"` // the evidence
	Times     *Times     `json:"times,omitzero"`
	Micros    int64      `json:"took_us"`
}

// Check is one thing that was looked at. Without a fault it is as it must be.
type Check struct {
	What  string `json:"what"`
	Want  string `json:"want"`
	Got   string `json:"got"`
	Fault Fault  `json:"fault,omitzero"`
}

// Exchange is one thing sent and what came back.
type Exchange struct {
	Kind     Kind   `json:"kind"`
	Title    string `json:"title"`
	Sent     string `json:"sent"`
	Status   int    `json:"status,omitzero"` // 0: no answer
	Received string `json:"received"`
	Error    string `json:"error,omitzero"` // why there is no answer
	Micros   int64  `json:"took_us"`
	Limit    int64  `json:"limit_us"` // within which the answer had to be there
	Late     bool   `json:"late,omitzero"`
}

// Took is how long the answer took.
func (x Exchange) Took() time.Duration { return time.Duration(x.Micros) * time.Microsecond }

// Kind is what was sent.
type Kind string

// The kinds of exchanges.
const (
	Question     Kind = "question"
	Notification Kind = "notification"
	Look         Kind = "balance" // a balance inquiry of ours, to see the effect of others
)

// Times are the answers' times under a small load, in microseconds.
type Times struct {
	Count   int   `json:"count"`
	Callers int   `json:"callers"`
	P50     int64 `json:"p50_us"`
	P90     int64 `json:"p90_us"`
	P99     int64 `json:"p99_us"`
	Max     int64 `json:"max_us"`
}

// Count counts the scenarios that ended so.
func (r Report) Count(o Outcome) int {
	n := 0
	for _, result := range r.Results {
		if result.Outcome == o {
			n++
		}
	}
	return n
}

// Whole reports whether every scenario was played or left out with a reason.
func (r Report) Whole() bool { return len(r.Results) == len(Scenarios()) }

// Passed reports whether the run is whole and found no fault.
func (r Report) Passed() bool { return r.Whole() && r.Count(Failed) == 0 }

// Faults names what was found, each once, in the order of the scenarios.
func (r Report) Faults() []Fault {
	var out []Fault
	seen := map[Fault]bool{}
	for _, result := range r.Results {
		for _, f := range result.Faults() {
			if !seen[f] {
				seen[f], out = true, append(out, f)
			}
		}
	}
	return out
}

// Faults names what was found in the scenario, each once.
func (r Result) Faults() []Fault {
	var out []Fault
	seen := map[Fault]bool{}
	for _, c := range r.Checks {
		if c.Fault != "" && !seen[c.Fault] {
			seen[c.Fault], out = true, append(out, c.Fault)
		}
	}
	return out
}
