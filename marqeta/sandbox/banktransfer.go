package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createBankTransfer(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.BankTransferFields
	}{BankTransferFields: wire.NewBankTransfer()}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.BankTransfers, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (v book.BankTransfer, err error) {
		v.Token, v.BankTransferFields, v.Times = token, in.BankTransferFields, wire.Born(s.book.Now())
		if _, v.Minor, err = moneyOf(v.CurrencyCode, *v.Amount); err != nil {
			return v, err
		}
		err = s.book.StartBankTransfer(tx, &v)
		return v, err
	})
	return created(made.BankTransfer, err)
}

func (s *Server) bankTransfer(c *rest.Call) (rest.Reply, error) {
	v, err := journaled(c, s.book.BankTransfers, rest.NotFound("Bank transfer"))
	return answered(v.BankTransfer, err)
}

// bankTransferView is a transfer with what expand adds. The name of the source's
// member is our call.
type bankTransferView struct {
	wire.BankTransfer
	Source *wire.ListedSource `json:"funding_source,omitzero"`
}

func (s *Server) listBankTransfers(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	expand := q.Get("expand")
	if expand != "" && expand != "fundingsource" {
		return rest.Reply{}, rest.Invalid("expand must be fundingsource")
	}
	where, err := inStates(q.Get("statuses"))
	if err != nil {
		return rest.Reply{}, err
	}
	source := q.Get("funding_source_token")
	holder := cmp.Or(q.Get("user_token"), q.Get("business_token"))
	if v, ok := s.book.Sources.Read(source); ok {
		holder = cmp.Or(holder, v.Party.Token())
	}
	return listJournal(c, s.book.BankTransfers, rest.General, state.Children{
		Parent: holder, Where: append(where, among("funding_source_token", source)...),
	}, func(v book.BankTransfer) bankTransferView {
		view := bankTransferView{BankTransfer: v.BankTransfer}
		if expand != "" {
			listed := s.bankAccount(v).Listed()
			view.Source = &listed
		}
		return view
	})
}

// bankAccount is the account at the other end of a transfer.
func (s *Server) bankAccount(v book.BankTransfer) wire.ExternalSource {
	in := s.book.Sources
	if v.Holder == "" {
		in = s.book.ProgramACH
	}
	found, _ := in.Read(v.BankTransferFields.Source)
	return found.ExternalSource
}

// inStates narrows a list to some states of a bank transfer.
func inStates(asked string) ([]state.Where, error) {
	var check rest.Check
	var in []any
	for _, status := range commaList(asked) {
		check.OneOf("statuses", status, append([]string{"INITIATED", "REVERSAL_DECL", wire.BankError}, wire.BankStates...)...)
		in = append(in, status)
	}
	if len(in) == 0 {
		return nil, nil
	}
	return []state.Where{{Member: "status", In: in}}, check.Err()
}

// fundEarly gives an account what is pulled at once. It answers 200.
func (s *Server) fundEarly(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Transfer string `json:"bank_transfer_token"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var v book.BankTransfer
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) (err error) {
		if v, err = s.findBankTransfer(tx, in.Transfer); err != nil {
			return err
		}
		return s.book.FundEarly(tx, &v)
	})
	return answered(v.BankTransfer, err)
}

// findBankTransfer finds the transfer that a request's body names.
func (s *Server) findBankTransfer(tx *state.Tx, token string) (book.BankTransfer, error) {
	v, _, ok, err := s.book.BankTransfers.Find(tx, token)
	if err == nil && !ok {
		err = rest.NotFoundBody("Bank transfer")
	}
	return v, err
}
