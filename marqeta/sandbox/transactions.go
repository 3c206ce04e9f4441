package sandbox

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// transactionPaging is that of every list of transactions: Marqeta serves ten at
// most and refers to its reports for more.
var transactionPaging = rest.Paging{Count: 10, Most: 10, Sort: "-user_transaction_time"}

func (s *Server) transaction(c *rest.Call) (rest.Reply, error) {
	t, err := s.read(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return answered(modelled(c.URL.Query(), t.Body))
}

// read gives the transaction that the path names.
func (s *Server) read(c *rest.Call) (state.Transaction, error) {
	t, ok, err := s.book.Transactions.Read(c.Context(), c.Param("token"))
	if err == nil && !ok {
		err = rest.NotFound("Transaction")
	}
	return t, err
}

func (s *Server) listTransactions(c *rest.Call) (rest.Reply, error) {
	return s.pageTransactions(c, state.TransactionFilter{}, pendingAndComplete)
}

func (s *Server) listCardTransactions(c *rest.Call) (rest.Reply, error) {
	card := c.Param("token")
	if _, ok := s.book.Cards.Read(card); !ok {
		return rest.Reply{}, noCard
	}
	return s.pageTransactions(c, state.TransactionFilter{Card: card}, pendingAndComplete)
}

func (s *Server) listSourceTransactions(c *rest.Call) (rest.Reply, error) {
	source := c.Param("token")
	_, program := s.book.ProgramSources.Read(source)
	_, gateway := s.book.GatewaySources.Read(source)
	_, external := s.book.Sources.Read(source)
	_, bank := s.book.ProgramACH.Read(source)
	if !program && !gateway && !external && !bank {
		return rest.Reply{}, rest.NotFound("Funding source")
	}
	f := state.TransactionFilter{FundingSource: source}
	switch polarity := c.URL.Query().Get("polarity"); polarity {
	case "":
	case "CREDIT", "DEBIT":
		f.Direction, f.States = polarity, []string{wire.Completion, wire.Cleared}
	case "PENDING_CREDIT", "PENDING_DEBIT":
		f.Direction, f.States = strings.TrimPrefix(polarity, "PENDING_"), []string{wire.Pending}
	default:
		return rest.Reply{}, rest.Invalid("polarity must be CREDIT, DEBIT, PENDING_CREDIT or PENDING_DEBIT")
	}
	return s.pageTransactions(c, f, pendingAndComplete)
}

// listRelated gives everything of one purchase, the hidden funding records too.
func (s *Server) listRelated(c *rest.Call) (rest.Reply, error) {
	t, err := s.read(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.pageTransactions(c, state.TransactionFilter{Purchase: t.Purchase, Hidden: true}, nil)
}

// pendingAndComplete is what a list shows unless asked otherwise: declines are
// invisible.
var pendingAndComplete = []string{wire.Pending, wire.Completion}

func (s *Server) pageTransactions(c *rest.Call, f state.TransactionFilter, states []string) (rest.Reply, error) {
	q := c.URL.Query()
	w, err := transactionPaging.Window(q)
	if err != nil {
		return rest.Reply{}, err
	}
	f.Start, f.Count = w.Start, w.Count
	f.Ascending = !w.Desc
	switch w.Sort {
	case "user_transaction_time", "userTransactionTime":
	case "created_time", "createdTime":
		f.ByCreated = true
	default:
		return rest.Reply{}, rest.Invalid("sort_by must be user_transaction_time or created_time")
	}
	if err := s.filter(q, &f, states); err != nil {
		return rest.Reply{}, err
	}
	bodies, more, err := s.book.Transactions.List(c.Context(), f)
	if err != nil {
		return rest.Reply{}, err
	}
	items := make([]jsontext.Value, len(bodies))
	for i, b := range bodies {
		if items[i], err = modelled(q, b); err != nil {
			return rest.Reply{}, err
		}
	}
	return rest.OK(rest.NewPage(w, items, more))
}

// nobody is a token that no holder has: NUL is in none.
const nobody = "\x00"

// narrowed gives whom a list is about by user_token or business_token, empty for
// everybody.
func (s *Server) narrowed(q url.Values) (holder string) {
	asked := wire.Party{UserToken: q.Get("user_token"), BusinessToken: q.Get("business_token")}
	if asked == (wire.Party{}) {
		return ""
	}
	if h, ok := s.book.ReadHolder(asked.Token()); !ok || h.Party != asked {
		return nobody
	}
	return asked.Token()
}

// filter reads what a list of transactions can be narrowed by.
func (s *Server) filter(q url.Values, f *state.TransactionFilter, states []string) error {
	f.User, f.ActingUser = s.narrowed(q), q.Get("acting_user_token")
	if f.Card == "" {
		f.Card = q.Get("card_token")
	}
	f.Types = commaList(q.Get("type"))
	// The hidden funding records are shown to whoever asks for them by type.
	f.Hidden = f.Hidden || slices.ContainsFunc(f.Types, func(t string) bool { return strings.HasPrefix(t, "gpa.") })
	if f.States == nil {
		f.States = states
	}
	switch asked := commaList(q.Get("state")); {
	case slices.Contains(asked, "ALL"):
		f.States = nil
	case len(asked) > 0:
		var c rest.Check
		for _, one := range asked {
			c.OneOf("state", one, wire.Pending, wire.Cleared, wire.Completion, wire.Declined, "ERROR")
		}
		if err := c.Err(); err != nil {
			return err
		}
		f.States = asked
	}
	if v := q.Get("start_identifier"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 {
			return rest.Invalid("start_identifier must be an identifier")
		}
		f.StartIdentifier = n
	}
	return s.period(q, f)
}

// period is the last 30 days, or from start_date to end_date; a date means the
// whole day.
func (s *Server) period(q url.Values, f *state.TransactionFilter) error {
	from, to := q.Get("start_date"), q.Get("end_date")
	if from == "" && to == "" {
		if f.Purchase == "" {
			f.From = s.book.Present().AddDate(0, 0, -30)
		}
		return nil
	}
	var err error
	if from != "" {
		if f.From, _, err = instant(from); err != nil {
			return rest.Invalid("start_date: " + err.Error())
		}
	}
	if to != "" {
		var span time.Duration
		if f.To, span, err = instant(to); err != nil {
			return rest.Invalid("end_date: " + err.Error())
		}
		f.To = f.To.Add(span)
	}
	if !f.To.IsZero() && !f.From.IsZero() && f.To.Before(f.From) {
		return rest.Invalid("end_date must not be before start_date")
	}
	return nil
}

// instant reads a date or a time, and how long what it names lasts.
func instant(v string) (time.Time, time.Duration, error) {
	at, day, err := rest.ParseInstant(v)
	if day {
		return at, 24 * time.Hour, nil
	}
	return at, time.Second, err
}

func commaList(v string) []string {
	return strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
}

// trace answers with the checks of a decision. It is the sandbox's own path.
func (s *Server) trace(c *rest.Call) (rest.Reply, error) {
	t, err := s.read(c)
	if err == nil && t.Trace == nil {
		err = rest.NotFound("Trace")
	}
	return answered(jsontext.Value(t.Trace), err)
}

// gatewayCall answers with what a gateway was asked about a transaction, and what it
// said. It is the sandbox's own path.
func (s *Server) gatewayCall(c *rest.Call) (rest.Reply, error) {
	call, ok, err := s.book.GatewayCalls.Read(c.Context(), c.Param("token"))
	if err == nil && !ok {
		err = rest.NotFound("Question to a gateway")
	}
	return answered(call, err)
}
