package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noKYC = rest.NotFound("KYC")

// kycRequest is the body of POST /kyc.
type kycRequest struct {
	Token *string `json:"token"`
	wire.Party
	Override    rest.Flag `json:"manual_override"`
	Notes       string    `json:"notes"`
	ReferenceID string    `json:"reference_id"`
}

func (in kycRequest) Check() error {
	var c rest.Check
	c.Size("user_token", in.UserToken, 0, 36)
	c.Size("business_token", in.BusinessToken, 0, 36)
	c.Size("notes", in.Notes, 0, 255)
	c.Size("reference_id", in.ReferenceID, 0, 32)
	c.That(bool(in.Override) || in.Notes == "", "notes", "must come with manual_override")
	c.That(bool(in.Override) || in.ReferenceID == "", "reference_id", "must come with manual_override")
	return c.Err()
}

// mostKYC is how often a holder may be verified.
const mostKYC = 2

func (s *Server) createKYC(c *rest.Call) (rest.Reply, error) {
	var in kycRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.KYC, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.KYC, error) {
		v := wire.KYC{Token: token, Override: in.Override, Notes: in.Notes, ReferenceID: in.ReferenceID, Times: wire.Born(s.book.Now())}
		holder, err := s.book.Holder(tx, in.UserToken, in.BusinessToken)
		if err != nil {
			return v, err
		}
		v.Party = holder.Party
		switch {
		case holder.Status != wire.StatusUnverified && holder.Status != wire.StatusLimited:
			return v, rest.Invalid("the account holder must be UNVERIFIED or LIMITED")
		case len(s.book.KYCOf.Get(tx, holder.Token())) >= mostKYC:
			return v, rest.Invalid("the account holder must not have been verified twice")
		}
		if v.Result, err = s.verify(tx, holder, bool(in.Override)); err != nil {
			return v, err
		}
		s.conclude(tx, holder, v.Result)
		return v, nil
	}))
}

// verify gives the result for a holder as it is on record. What is missing there is
// refused, unless somebody answers for the holder.
func (s *Server) verify(tx *state.Tx, h book.Holder, override bool) (wire.KYCResult, error) {
	if override {
		return wire.Identified(), nil
	}
	u, isUser := s.book.Users.Get(tx, h.UserToken)
	v, _ := s.book.Businesses.Get(tx, h.BusinessToken)
	missing, result := wire.IdentifyBusiness(v)
	if isUser {
		missing, result = wire.IdentifyUser(u)
	}
	if len(missing) > 0 {
		return result, rest.Invalid(strings.Join(missing, ", ") + " must be configured for KYC")
	}
	return result, nil
}

// conclude makes a holder active that has passed.
func (s *Server) conclude(tx *state.Tx, h book.Holder, result wire.KYCResult) {
	if result.Status != wire.KYCSuccess {
		return
	}
	s.book.MoveHolder(tx, h, wire.StatusActive)
	s.book.AddMove(tx, h, wire.HolderTransition{Status: wire.StatusActive, ReasonCode: "00", Reason: "KYC passed"})
}

// answerKYC takes what a user says to the questions of a verification that is
// pending.
func (s *Server) answerKYC(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Answers []struct {
			Key    string `json:"key"`
			Answer string `json:"answer"`
		} `json:"answers"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.That(len(in.Answers) > 0, "answers", "may not be empty")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	return answered(update(s, c, s.book.KYC, noKYC, func(tx *state.Tx, v *wire.KYC) error {
		if v.Result.Status != wire.KYCPending {
			return rest.Precondition("The verification asks no questions")
		}
		v.Result = wire.Identified()
		for _, a := range in.Answers {
			if strings.TrimSpace(a.Answer) == "" {
				v.Result = wire.Unanswered()
			}
		}
		if holder, ok := s.book.HolderOf(tx, v.Party.Token()); ok {
			s.conclude(tx, holder, v.Result)
		}
		return nil
	}, func(v *wire.KYC, now rest.Time) { v.Modified = now }))
}

func (s *Server) kyc(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.KYC, noKYC))
}

func (s *Server) listUserKYC(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Users, rest.ErrHolderPath); err != nil {
		return rest.Reply{}, err
	}
	return s.listKYC(c)
}

func (s *Server) listBusinessKYC(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Businesses, noBusiness); err != nil {
		return rest.Reply{}, err
	}
	return s.listKYC(c)
}

func (s *Server) listKYC(c *rest.Call) (rest.Reply, error) {
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.KYC, paging, state.Query[wire.KYC]{Index: s.book.KYCOf, Key: c.Param("token")}, asIs)
}
