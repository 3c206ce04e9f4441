package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// achRequest is the body that registers a bank account, a holder's or the
// program's.
type achRequest struct {
	Token         *string   `json:"token"`
	UserToken     string    `json:"user_token"`
	BusinessToken string    `json:"business_token"`
	AccountNumber string    `json:"account_number"`
	RoutingNumber string    `json:"routing_number"`
	NameOnAccount string    `json:"name_on_account"`
	AccountType   string    `json:"account_type"`
	BankName      string    `json:"bank_name"`
	Override      rest.Flag `json:"verification_override"`
	Notes         string    `json:"verification_notes"`
	IsDefault     rest.Flag `json:"is_default_account"`
}

func (in achRequest) Check() error {
	var c rest.Check
	c.Required("account_number", in.AccountNumber, 36)
	wire.CheckDigits(&c, "routing_number", in.RoutingNumber, 9, 9)
	c.Required("name_on_account", in.NameOnAccount, 50)
	c.Required("account_type", in.AccountType, 36)
	c.OneOf("account_type", in.AccountType, "checking", "savings", "corporate", "loan")
	c.Size("bank_name", in.BankName, 0, 255)
	c.Size("verification_notes", in.Notes, 0, 255)
	return c.Err()
}

// source is the bank account as it is kept.
func (in achRequest) source(token string, of wire.Party, now rest.Time) book.Source {
	v := book.Source{
		Deposits: book.Deposits(token, in.RoutingNumber, in.AccountNumber),
		ExternalSource: wire.ExternalSource{
			Token: token, Type: wire.ByACH, AccountSuffix: wire.LastFour(in.AccountNumber), AccountType: in.AccountType, NameOnAccount: in.NameOnAccount,
			BankName: in.BankName, VerificationStatus: wire.Verifying, VerificationOverride: &in.Override, VerificationNotes: in.Notes,
			DateSent: &now, IsDefault: in.IsDefault, Party: of, Times: wire.Born(now),
		},
	}
	if in.Override {
		v.Verify(now)
	}
	return v
}

func (s *Server) createACHSource(c *rest.Call) (rest.Reply, error) {
	var in achRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := s.addSource(c, in.Token, in.UserToken, in.BusinessToken, func(_ *state.Tx, token string, of book.Holder) book.Source {
		return in.source(token, of.Party, s.book.Now())
	})
	return answered(made.ExternalSource.Shown(), err)
}

func (s *Server) achSource(c *rest.Call) (rest.Reply, error) {
	v, err := s.sourceOf(c, wire.ByACH)
	return answered(v.ExternalSource.Shown(), err)
}
