package change

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/reqlog"
)

// begin writes the intention down. An entry that is done already comes back as it is.
func (c *Carrier) begin(ctx context.Context, key string, ch *Change) (*store.AuditEntry, error) {
	request, err := json.Marshal(ch.Request)
	if err != nil {
		return nil, fmt.Errorf("write down %s: %w", ch.Action, err)
	}
	if !keyShape.MatchString(key) {
		key = c.newKey()
	}
	operator := auth.From(ctx)
	for try := 1; try <= maxTries; try++ {
		entry, fresh, err := c.journal.BeginAudit(ctx, store.AuditEntry{
			RequestKey: attempt(key, try), OperatorID: operator.ID, OperatorEmail: operator.Email,
			Action: ch.Action, Area: ch.Area, Target: ch.Target, Request: request,
			Reference: reqlog.From(ctx).Reference,
		})
		if err != nil {
			return nil, fmt.Errorf("begin audit of %s: %w", ch.Action, err)
		}
		switch {
		case fresh:
			return &entry, nil
		case entry.OperatorID != operator.ID, entry.Action != ch.Action, ch.Target != "" && entry.Target != ch.Target:
			return nil, usedUp()
		case entry.Outcome == store.OutcomeOpen:
			return nil, &problem.Problem{Status: http.StatusConflict, Title: "The first click is still under way",
				Detail: "The same form was sent a moment ago and is being carried out. Nothing was sent twice.",
				Href:   "/audit", Action: "See how it ends"}
		case !bytes.Equal(entry.Request, request):
			// Other answers in the same form, as after the browser's way back: another change.
		case entry.Outcome == store.OutcomeDone:
			return &entry, nil
		case entry.Outcome == store.OutcomeUnknown && !ch.Repeatable:
			return nil, unknown(nil)
		}
		// Refused, or unknown and harmless to repeat: the same form may be tried again.
	}
	return nil, usedUp()
}

// keyShape is what a form's key looks like. The dot is for the names of later tries.
var keyShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// maxTries bounds how often one form is looked up; whoever needs more opens it again.
const maxTries = 20

// attempt names the later tries of one form apart from its first.
func attempt(key string, try int) string {
	if try == 1 {
		return key
	}
	return key + "." + strconv.Itoa(try)
}

func usedUp() *problem.Problem {
	return &problem.Problem{Status: http.StatusConflict, Title: "This form was used before",
		Detail: "Its key belongs to another change. Open the form again; nothing was changed now."}
}
