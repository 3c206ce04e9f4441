package sandbox

import (
	"net/http"
	"strings"

	"carddeck/marqeta/sandbox/rest"
)

var noFault = rest.NotFound("Fault")

// createFault breaks something.
func (s *Server) createFault(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token         *string `json:"token"`
		Path          string  `json:"path"`
		Method        string  `json:"method"`
		Webhook       string  `json:"webhook"`
		Event         string  `json:"event"`
		FundingSource string  `json:"funding_source"`
		Effect        string  `json:"effect"`
		Delay         string  `json:"delay"`
		Status        int     `json:"status"`
		Code          string  `json:"error_code"`
		Message       string  `json:"error_message"`
		Size          int     `json:"size"`
		Count         int     `json:"count"`
		Duration      string  `json:"duration"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Token("token", in.Token)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	now := s.book.Clock().UTC()
	f := fault{
		Path: strings.TrimPrefix(in.Path, "/v3"), Method: strings.ToUpper(in.Method), Webhook: in.Webhook, Event: in.Event, FundingSource: in.FundingSource,
		Effect: in.Effect, Delay: in.Delay, Status: in.Status, Code: in.Code, Message: in.Message, Size: in.Size,
		Count: in.Count, Duration: in.Duration, Created: now,
	}
	if err := f.Check(); err != nil {
		return rest.Reply{}, err
	}
	if f.Duration != "" {
		span, err := rest.ParseSpan(f.Duration)
		if err != nil {
			return rest.Reply{}, rest.Invalid("duration must be one such as 10m or P1D")
		}
		until := span.After(now)
		f.Until = &until
	}
	if f.Token = s.book.NewToken(); in.Token != nil {
		f.Token = *in.Token
	}
	switch room, fresh := s.faults.add(f); {
	case !fresh:
		return rest.Reply{}, rest.Conflict(rest.TokenTaken)
	case !room:
		return rest.Reply{}, rest.Precondition("there are as many faults as there may be; delete some")
	}
	return rest.Created(s.faults.shown(now, f.named)[0])
}

func (s *Server) listFaults(c *rest.Call) (rest.Reply, error) {
	w, err := rest.Paging{Count: 100, Most: 1000, Sort: "-createdTime"}.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	all := s.faults.shown(s.book.Clock(), everyFault)
	from := min(w.Start, len(all))
	to := min(from+w.Count, len(all))
	return rest.OK(rest.NewPage(w, all[from:to], to < len(all)))
}

func (s *Server) fault(c *rest.Call) (rest.Reply, error) {
	found := s.faults.shown(s.book.Clock(), fault{Token: c.Param("token")}.named)
	if len(found) == 0 {
		return rest.Reply{}, noFault
	}
	return rest.OK(found[0])
}

func (s *Server) deleteFault(c *rest.Call) (rest.Reply, error) {
	if s.faults.remove(fault{Token: c.Param("token")}.named) == 0 {
		return rest.Reply{}, noFault
	}
	return rest.Reply{Status: http.StatusNoContent}, nil
}

// clearFaults mends everything.
func (s *Server) clearFaults(*rest.Call) (rest.Reply, error) {
	s.faults.remove(everyFault)
	return rest.Reply{Status: http.StatusNoContent}, nil
}
