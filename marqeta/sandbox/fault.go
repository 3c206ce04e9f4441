package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// fault is something that goes wrong on purpose: with requests to a path, with
// deliveries to a webhook, or with a funding source.
type fault struct {
	Token string `json:"token"`

	Path          string `json:"path,omitzero"` // under /v3, * is anything
	Method        string `json:"method,omitzero"`
	Webhook       string `json:"webhook,omitzero"` // its token, or * for all
	Event         string `json:"event,omitzero"`   // * is anything
	FundingSource string `json:"funding_source,omitzero"`

	Effect  string `json:"effect"`
	Delay   string `json:"delay,omitzero"`
	Status  int    `json:"status,omitzero"`
	Code    string `json:"error_code,omitzero"`
	Message string `json:"error_message,omitzero"`
	Size    int    `json:"size,omitzero"` // of a batch, or of what is shuffled

	Count    int        `json:"count,omitzero"` // 0: however often
	Duration string     `json:"duration,omitzero"`
	Until    *time.Time `json:"until,omitzero"` // by the program's clock

	Hits      int       `json:"hits"`
	Remaining *int      `json:"remaining,omitzero"`
	Active    bool      `json:"active"`
	Created   time.Time `json:"created_time"`

	delay time.Duration
}

// The effects. drop of a request, or of a question to a gateway, is before or after the
// work was done; drop of a delivery loses it.
const (
	delayed    = "delay"
	statused   = "status"
	malformed  = "malformed"
	dropBefore = "drop_before"
	dropAfter  = "drop_after"
	lost       = "drop"
	duplicated = "duplicate"
	shuffled   = "shuffle"
	unsigned   = "unsigned"
	batched    = "batch"
	declined   = "decline"
)

// effects are what can go wrong, by where.
var effects = map[string][]string{
	"path":           {delayed, statused, malformed, dropBefore, dropAfter},
	"webhook":        {delayed, statused, lost, duplicated, shuffled, unsigned, batched},
	"funding_source": {declined, delayed, statused, malformed, dropBefore, dropAfter, duplicated},
}

const (
	mostFaults = 1000
	longest    = 5 * time.Minute // a delay
)

// Check refuses a fault that cannot be.
func (f *fault) Check() error {
	var c rest.Check
	var scopes []string
	for scope, value := range map[string]string{"path": f.Path, "webhook": f.Webhook, "funding_source": f.FundingSource} {
		if value != "" {
			scopes = append(scopes, scope)
		}
	}
	if len(scopes) != 1 {
		return rest.Invalid("one of path, webhook and funding_source must be given")
	}
	scope := scopes[0]
	c.Required("effect", f.Effect, 20)
	c.OneOf("effect", f.Effect, effects[scope]...)
	c.That(scope == "path" || f.Method == "", "method", "goes with path")
	c.That(scope == "webhook" || f.Event == "", "event", "goes with webhook")
	c.OneOf("method", f.Method, get, post, put, http.MethodDelete, http.MethodHead)
	c.That(f.Path == "" || f.Path[0] == '/' || f.Path[0] == '*', "path", "must begin with / or *")
	c.That(!strings.HasPrefix(f.Path, "/_sandbox"), "path", "must not be one of the sandbox's own")
	for field, v := range map[string]string{"path": f.Path, "event": f.Event, "error_message": f.Message} {
		c.Size(field, v, 0, 255)
	}
	c.Size("error_code", f.Code, 0, 20)
	c.That((f.Effect == statused) == (f.Status != 0), "status", "goes with the effect status")
	least := 400 // a request that fails
	if scope != "path" {
		least = 100
	}
	c.That(f.Status == 0 || (f.Status >= least && f.Status <= 599), "status", "must be an HTTP status, of a path that of an error")
	c.That((f.Effect == delayed) == (f.Delay != ""), "delay", "goes with the effect delay")
	c.That((f.Effect == shuffled || f.Effect == batched) == (f.Size != 0), "size", "goes with the effects shuffle and batch")
	c.That(f.Size == 0 || (f.Size >= 2 && f.Size <= 10), "size", "must be from 2 to 10")
	c.That(f.Count >= 0, "count", "must not be negative")
	if f.Delay != "" {
		span, err := rest.ParseSpan(f.Delay)
		f.delay = span.After(time.Time{}).Sub(time.Time{})
		c.That(err == nil && f.delay <= longest, "delay", "must be a duration such as 500ms, of five minutes at most")
	}
	return c.Err()
}

// faults are those that were made. It is safe for use by many goroutines.
type faults struct {
	mu  sync.Mutex
	all []*fault // oldest first
}

// hit counts and gives the faults that strike now.
func (fs *faults) hit(now time.Time, strikes func(*fault) bool) (struck []fault) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for _, f := range fs.all {
		if strikes(f) && f.active(now) {
			f.Hits++
			struck = append(struck, *f)
		}
	}
	return struck
}

// would reports whether a fault strikes now, without counting it.
func (fs *faults) would(now time.Time, strikes func(*fault) bool) bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return slices.ContainsFunc(fs.all, func(f *fault) bool { return strikes(f) && f.active(now) })
}

func (f *fault) active(now time.Time) bool {
	return (f.Count == 0 || f.Hits < f.Count) && (f.Until == nil || now.Before(*f.Until))
}

func (fs *faults) none() bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return len(fs.all) == 0
}

// add reports whether there was room and the token is new.
func (fs *faults) add(f fault) (room, fresh bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	room, fresh = len(fs.all) < mostFaults, !slices.ContainsFunc(fs.all, f.named)
	if room && fresh {
		fs.all = append(fs.all, &f)
	}
	return room, fresh
}

func (f fault) named(o *fault) bool { return o.Token == f.Token }

// shown gives the faults that pass as they stand, newest first.
func (fs *faults) shown(now time.Time, pass func(*fault) bool) []fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	var all []fault
	for _, f := range slices.Backward(fs.all) {
		if pass(f) {
			v := *f
			v.Active = f.active(now)
			if f.Count > 0 {
				left := f.Count - f.Hits
				v.Remaining = &left
			}
			all = append(all, v)
		}
	}
	return all
}

// remove gives how many faults were removed.
func (fs *faults) remove(which func(*fault) bool) int {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	before := len(fs.all)
	fs.all = slices.DeleteFunc(fs.all, which)
	return before - len(fs.all)
}

func everyFault(*fault) bool { return true }

// like matches a text with a pattern in which * is anything.
func like(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return text == pattern
	}
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}
