package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"carddeck/marqeta/sandbox/cure"
	"carddeck/marqeta/sandbox/rest"
)

type handling func(*Server, *rest.Call) (rest.Reply, error)

// changeable are the resources that a trial may change. Their handlers do all they do in
// one update, and read nothing outside of it: a rehearsal keeps readers out.
var changeable = map[string]struct{ set, create, remove handling }{
	"authcontrols":                  {set: (*Server).updateAuthControl, create: (*Server).createAuthControl, remove: (*Server).dropAuthControl},
	"authcontrols/exemptmids":       {set: (*Server).updateExemptMID, create: (*Server).createExemptMID},
	"businesstransitions":           {create: (*Server).createBusinessTransition},
	"cardproducts":                  {set: (*Server).updateCardProduct},
	"cardtransitions":               {create: (*Server).createCardTransition},
	"commandomodes":                 {set: (*Server).updateCommandoMode, create: (*Server).createCommandoMode},
	"commandomodes/transitions":     {create: (*Server).createCommandoTransition},
	"fundingsources/program":        {set: (*Server).updateProgramSource},
	"fundingsources/programgateway": {set: (*Server).updateGatewaySource},
	"gpaorders":                     {create: (*Server).createOrder},
	"kyc":                           {create: (*Server).createKYC},
	"mccgroups":                     {set: (*Server).updateMCCGroup, create: (*Server).createMCCGroup},
	"merchantgroups":                {set: (*Server).updateMerchantGroup, create: (*Server).createMerchantGroup},
	"users":                         {set: (*Server).rewriteUser},
	"usertransitions":               {create: (*Server).createUserTransition},
	"velocitycontrols":              {set: (*Server).updateVelocityControl, create: (*Server).createVelocityControl, remove: (*Server).deleteVelocityControl},
}

// dropAuthControl switches a control off, which PUT does elsewhere.
func (s *Server) dropAuthControl(c *rest.Call) (rest.Reply, error) {
	c.Body = []byte(`{"active":false}`)
	return s.updateAuthControl(c)
}

// call gives the handler of a change, and the body it is to read.
func call(ch cure.Change) (do handling, body []byte, err error) {
	may, known := changeable[ch.Resource]
	if !known {
		return nil, nil, rest.Invalid("resource must be one that a trial can change, such as cardtransitions, velocitycontrols or gpaorders")
	}
	given := 0
	for _, way := range []struct {
		asked bool
		do    handling
		body  []byte
	}{{ch.Set != nil, may.set, ch.Set}, {ch.Create != nil, may.create, ch.Create}, {bool(ch.Remove), may.remove, nil}} {
		if way.asked {
			given++
			do, body = way.do, way.body
		}
	}
	switch {
	case given != 1:
		return nil, nil, rest.Invalid("one of set, create and remove must be given")
	case do == nil:
		return nil, nil, rest.Invalid("a trial cannot do this with " + ch.Resource)
	case ch.Create == nil && ch.Token == "":
		return nil, nil, rest.Invalid("token may not be empty")
	}
	return do, body, nil
}

// change makes the changes of a trial, in order. The first that the program refuses is
// named in its words.
func (s *Server) change(ctx context.Context, all []cure.Change) error {
	for i, ch := range all {
		do, body, err := call(ch)
		if err == nil {
			_, err = do(s, s.within(ctx, ch.Token, body))
		}
		if refusal, ok := errors.AsType[*rest.Error](err); ok {
			err = &rest.Error{Status: refusal.Status, Code: refusal.Code, Message: fmt.Sprintf("changes[%d], %s: %s", i, ch.Resource, refusal.Message)}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// within is a call by the program itself, with a token in its path.
func (s *Server) within(ctx context.Context, token string, body []byte) *rest.Call {
	path := chi.NewRouteContext()
	path.URLParams.Add("token", token)
	r := (&http.Request{Method: post, URL: &url.URL{}, Header: http.Header{}}).WithContext(context.WithValue(ctx, chi.RouteCtxKey, path))
	return &rest.Call{Request: r, Caller: rest.Caller{Level: rest.Admin}, Body: body}
}
