package sandbox

import (
	"cmp"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noBusiness = rest.NotFound("Business")

// businessRequest is the body of POST /businesses. active is derived from the
// status. A business cannot log in: its password is checked and not kept.
type businessRequest struct {
	Token    *string   `json:"token"`
	Active   rest.Flag `json:"active"`
	Password *string   `json:"password"`
	wire.BusinessFields
}

func (in *businessRequest) Check() error {
	if in.Password != nil {
		var c rest.Check
		c.Password("password", *in.Password, 1, 255)
		if err := c.Err(); err != nil {
			return err
		}
	}
	return in.BusinessFields.Check()
}

func (s *Server) createBusiness(c *rest.Call) (rest.Reply, error) {
	in := businessRequest{BusinessFields: wire.BusinessFields{Metadata: rest.Metadata{}}}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(shown(create(s, c, s.book.Businesses, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.Business, error) {
		v := wire.Business{Token: token, BusinessFields: in.BusinessFields, Times: wire.Born(s.book.Now())}
		if _, taken := s.book.Users.Get(tx, token); taken {
			return v, rest.Conflict(rest.AlreadyProcessed)
		}
		if err := s.checkBusiness(tx, &v); err != nil {
			return v, err
		}
		group, _ := s.book.Groups.Get(tx, v.HolderGroup)
		v.Status = group.Config.InitialStatus()
		v.Active = rest.Flag(wire.StatusIsActive(v.Status))
		s.book.AddMove(tx, book.OfBusiness(v), firstMove(v.Status))
		return v, nil
	})))
}

// checkBusiness checks a business against the rest of the program.
func (s *Server) checkBusiness(tx *state.Tx, v *wire.Business) error {
	v.HolderGroup = cmp.Or(v.HolderGroup, wire.DefaultHolderGroup)
	if _, ok := s.book.Groups.Get(tx, v.HolderGroup); !ok {
		return rest.NotFoundBody("Account holder group")
	}
	return nil
}

func (s *Server) business(c *rest.Call) (rest.Reply, error) {
	return answered(shown(one(c, s.book.Businesses, noBusiness)))
}

func (s *Server) updateBusiness(c *rest.Call) (rest.Reply, error) {
	return answered(shown(update(s, c, s.book.Businesses, noBusiness, func(tx *state.Tx, v *wire.Business) error {
		in := businessRequest{BusinessFields: v.BusinessFields}
		before, err := copyOf(v.BusinessFields)
		if err != nil {
			return err
		}
		if err := c.Decode(&in); err != nil {
			return err
		}
		in.Unmask(before)
		if err := in.Check(); err != nil {
			return err
		}
		v.BusinessFields = in.BusinessFields
		return s.checkBusiness(tx, v)
	}, func(v *wire.Business, now rest.Time) { v.Modified = now })))
}

// listBusinesses lists those whose names begin as asked.
func (s *Server) listBusinesses(c *rest.Call) (rest.Reply, error) {
	legal, dba := c.URL.Query().Get("business_name_legal"), c.URL.Query().Get("business_name_dba")
	q := state.Query[wire.Business]{Where: func(v wire.Business) bool { return begins(v.LegalName, legal) && begins(v.DBAName, dba) }}
	return list(c, s.book.Businesses, rest.General, q, wire.Business.Shown)
}

// lookUpBusiness finds the business of a deposit account.
func (s *Server) lookUpBusiness(c *rest.Call) (rest.Reply, error) {
	var in struct {
		DDA string `json:"dda"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Required("dda", in.DDA, 255)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	v, ok := s.book.Businesses.Read(s.paid(in.DDA).BusinessToken)
	if !ok {
		return rest.Reply{}, noBusiness
	}
	return rest.OK(v.Shown())
}

func (s *Server) listBusinessChildren(c *rest.Call) (rest.Reply, error) {
	parent := c.Param("token")
	if _, ok := s.book.Businesses.Read(parent); !ok {
		return rest.Reply{}, noBusiness
	}
	return list(c, s.book.Users, rest.General, state.Query[wire.User]{Index: s.book.UsersByParent, Key: parent}, s.show)
}
