package sandbox

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// cddRequest is one question and answer of a new deposit account.
type cddRequest struct {
	Token    *string `json:"token"`
	Question string  `json:"question"`
	Answer   string  `json:"answer"`
}

func (in cddRequest) check(c *rest.Check) {
	if in.Token != nil {
		c.Size("customer_due_diligence.token", *in.Token, 1, 36)
	}
	c.Required("customer_due_diligence.question", in.Question, 255)
	c.Required("customer_due_diligence.answer", in.Answer, 255)
}

// answer is what is kept. Our call: any bank is the sandbox's.
func (in cddRequest) answer(of wire.DepositAccount, newToken func() string) wire.DueDiligence {
	token := newToken()
	if in.Token != nil {
		token = *in.Token
	}
	return wire.DueDiligence{
		Token: token, AccountToken: of.Token, Question: in.Question, Answer: in.Answer, Type: of.Type, Bank: "SANDBOX",
	}
}

// dueDiligence answers with a list: the description has room for one question only,
// Marqeta's guide shows several.
func (s *Server) dueDiligence(c *rest.Call) (rest.Reply, error) {
	a, err := one(c, s.book.DepositAccounts, noDepositAccount)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(struct {
		List []wire.DueDiligence `json:"customer_due_diligence_list"`
	}{a.DueDiligence})
}

func (s *Server) updateDueDiligence(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Answer string `json:"answer"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("answer", in.Answer, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	var given wire.DueDiligence
	_, err := update(s, c, s.book.DepositAccounts, noDepositAccount, func(_ *state.Tx, a *wire.DepositAccount) error {
		i := slices.IndexFunc(a.DueDiligence, func(q wire.DueDiligence) bool { return q.Token == c.Param("cddtoken") })
		if i < 0 {
			return rest.NotFound("Customer due diligence")
		}
		a.DueDiligence[i].Answer = in.Answer
		given = a.DueDiligence[i]
		return nil
	}, touchDepositAccount)
	return answered(given, err)
}
