package jit

import "time"

// Answered is what became of one request at the endpoint.
type Answered struct {
	Ask
	Received time.Time // UTC
	Gateway  string    // whose settings were used
	Mode     Mode
	End      End
	Status   int
	Answer   []byte
	Body     []byte  // the request, where the books have not kept it
	Ours     Verdict // under Observe what ours would have been
	Theirs   *Theirs // under Observe what the customer's gateway said
	Stages   Stages
	Error    string // of what failed, for people who operate the console
}

// End is how a request ended.
type End string

// The ends. All but the first two and Observed are declines that nobody's rules asked for.
const (
	Settled    End = "decided"
	Repeated   End = "repeated"   // the stored answer again
	Observed   End = "observed"   // the customer's gateway answered
	Conflict   End = "conflict"   // a known token asked for something else
	Unreadable End = "unreadable" // not a funding request
	Late       End = "late"       // it took too long to arrive or to read; the books were not asked
	Failed     End = "failed"     // the books could not decide
	Uncertain  End = "uncertain"  // the books did not say in time whether they did
	Unheard    End = "unheard"    // the customer's gateway gave no answer that can be passed on
	Panicked   End = "panicked"
)

// Stages say where the time went, all but the books' own from the request's first byte.
type Stages struct {
	Read     time.Duration // the body was there
	Parsed   time.Duration // it was understood
	Waited   time.Duration // in the books: until their transaction began
	Wrote    time.Duration // reading, judging and writing in it
	Synced   time.Duration // its COMMIT
	Upstream time.Duration // at the customer's gateway
	Answered time.Duration // the answer was handed to the network
}

// Theirs is the customer's own gateway's side of an observed request.
type Theirs struct {
	Status int // 0 when there was no answer
	Answer []byte
	Took   time.Duration
	Error  string
}

// Journal keeps what was answered. Note must not block and may be called late.
type Journal interface{ Note(Answered) }

// Alarm is what somebody has to look at.
type Alarm string

// The kinds of alarms.
const (
	TokenConflict  Alarm = "token conflict"
	UnknownMethod  Alarm = "unknown method"
	BooksFailed    Alarm = "store failure"
	UnknownOutcome Alarm = "outcome unknown"
	RulesFailed    Alarm = "rules failed"
	NotReadable    Alarm = "unreadable request"
	TooLate        Alarm = "late request"
	GatewayFailed  Alarm = "upstream failure"
	OwnFault       Alarm = "own fault"
)

var alarms = map[End]Alarm{
	Conflict: TokenConflict, Failed: BooksFailed, Uncertain: UnknownOutcome, Unreadable: NotReadable, Late: TooLate,
	Unheard: GatewayFailed, Panicked: OwnFault,
}

// Alarm gives what somebody has to look at, and what it is about: alarms of one kind
// about one thing are one. Empty when all is well.
func (a Answered) Alarm() (kind Alarm, about string) {
	kind = alarms[a.End]
	switch {
	case kind == TokenConflict || kind == UnknownOutcome:
		return kind, a.Token
	case kind != "":
		return kind, ""
	case a.End != Repeated && a.Effect() == Unknown:
		return UnknownMethod, a.Method
	case a.End != Repeated && a.Ours.Rule == rulesFailed:
		return RulesFailed, ""
	}
	return "", ""
}
